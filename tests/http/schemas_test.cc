#include <filesystem>
#include <fstream>
#include <iterator>

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class SchemasTest : public RunningServerTest {
 protected:
  static std::string Event(const std::string& id, const std::string& type,
                           const std::string& subject, const json& data) {
    return json{{"specversion", "1.0"}, {"id", id},           {"source", "/test"},
                {"type", type},         {"subject", subject}, {"data", data}}
        .dump();
  }

  Response Register(const std::string& id, const std::string& type, int version,
                    const json& schema) {
    return PostEvent(Event(id, "schema.registered", "book/control",
                           {{"type", type}, {"version", version}, {"schema", schema}}));
  }

  // As after the end of the process.
  void Restart() {
    server_.reset();
    schemas_.reset();
    programme_.reset();
    book_.reset();
    Start();
  }
};

const json kNeedsBy{{"type", "object"}, {"required", {"by"}}};

TEST_F(SchemasTest, TheListHasTheSameRowsInEveryForm) {
  const json table = Get("/v1/schemas").Json();
  EXPECT_EQ(table.at("view"), "schemas");
  EXPECT_EQ(table.at("columns"), json({"type", "version", "kind", "title", "path"}));
  const json first{{"type", "access.granted"},
                   {"version", 1},
                   {"kind", "book"},
                   {"title", "Somebody is granted access"},
                   {"path", "/v1/schemas/access.granted/1"}};
  EXPECT_EQ(table.at("rows").at(0), first);
  const Response lines = Get("/v1/schemas", {{"Accept", "application/x-ndjson"}});
  EXPECT_EQ(json::parse(lines.body.substr(0, lines.body.find('\n'))), first);
  const Response csv = Get("/v1/schemas", {{"Accept", "text/csv"}});
  EXPECT_NE(csv.body.find("\naction.agreed,2,action,"), std::string::npos);
  EXPECT_EQ(Get("/v1/schemas", {{"Accept", "image/png"}}).status, 406);
  EXPECT_EQ(Get("/v1/schemas?kind=action").status, 400);
}

TEST_F(SchemasTest, EverySchemaIsServedWhereTheListSays) {
  const json table = Get("/v1/schemas").Json();
  EXPECT_GT(table.at("rows").size(), 70U);
  for (const json& row : table.at("rows")) {
    const Response response = Get(row.at("path"));
    EXPECT_EQ(response.status, 200) << row;
    EXPECT_EQ(response.Header("content-type"), "application/schema+json");
    EXPECT_EQ(response.Json().at("$id"), row.at("path"));
  }
}

TEST_F(SchemasTest, ATypeAloneIsItsLatestVersion) {
  EXPECT_EQ(Get("/v1/schemas/action.agreed").Json().at("$id"), "/v1/schemas/action.agreed/2");
  EXPECT_EQ(
      Get("/v1/schemas/action.agreed", {{"Accept", "application/json"}}).Header("content-type"),
      "application/json");
  EXPECT_EQ(Get("/v1/schemas/action.agreed", {{"Accept", "text/csv"}}).status, 406);
  for (const char* path : {"/v1/schemas/action.exploded", "/v1/schemas/action.agreed/3",
                           "/v1/schemas/action.agreed/latest", "/v1/schemas/action.agreed/-1"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST_F(SchemasTest, AnEventThatDoesNotFitIsNotStored) {
  const Response response =
      PostEvent(Event("1", "action.agreed", "action/x", {{"owner", "ada"}, {"du", "2025-06-30"}}));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  const json problem = response.Json();
  std::vector<std::string> pointers;
  for (const json& fault : problem.at("errors")) pointers.push_back(fault.at("pointer"));
  EXPECT_EQ(pointers, (std::vector<std::string>{"/data/du", "/data/owner", "/data/due"}));
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(SchemasTest, ABatchIsStoredWholeOrNotAtAll) {
  const std::string good = Event("1", "visit.started", "visit/x", json::object());
  const std::string bad = Event("2", "visit.landed", "visit/x", json::object());
  const Response batch =
      Post("/v1/events", "application/cloudevents-batch+json", "[" + good + "," + bad + "]");
  EXPECT_EQ(batch.status, 422);
  EXPECT_EQ(batch.Json().at("errors").at(0).at("pointer"), "/1/type");
  const Response lines = Post("/v1/events", "application/x-ndjson", good + "\n\n" + bad);
  EXPECT_EQ(lines.Json().at("errors").at(0).at("pointer"), "/1/type");
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(SchemasTest, BinaryModeIsCheckedToo) {
  const Response response = Post("/v1/subjects/visit/x/events", "application/json", R"({"kind":1})",
                                 {{"ce-specversion", "1.0"},
                                  {"ce-id", "1"},
                                  {"ce-source", "/x"},
                                  {"ce-type", "visit.started"}});
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.Json().at("errors").at(0).at("pointer"), "/data/kind");
}

TEST_F(SchemasTest, ARepetitionGetsItsFirstAnswerWhateverTheSchemas) {
  const std::string event = Event("1", "case.opened", "case/7", json::object());
  EXPECT_EQ(PostEvent(event).status, 201);
  EXPECT_EQ(Register("2", "case.opened", 1, kNeedsBy).status, 201);
  EXPECT_EQ(PostEvent(event).status, 200);
  EXPECT_EQ(PostEvent(Event("3", "case.opened", "case/7", json::object())).status, 422);
  EXPECT_EQ(PostEvent(Event("1", "case.opened", "case/8", json::object())).status, 409);
}

TEST_F(SchemasTest, ARegisteredSchemaHoldsFromItsAnswerOnAndAfterARestart) {
  EXPECT_EQ(Register("1", "case.opened", 1, kNeedsBy).status, 201);
  const std::string bad = Event("2", "case.opened", "case/7", json::object());
  EXPECT_EQ(PostEvent(bad).status, 422);
  EXPECT_EQ(Get("/v1/schemas/case.opened").Json(), kNeedsBy);
  Restart();
  EXPECT_EQ(PostEvent(bad).status, 422);
  EXPECT_EQ(Get("/v1/schemas/case.opened/1").Json(), kNeedsBy);
  EXPECT_EQ(Get("/v1/schemas").Json().at("position"), "1");
  EXPECT_EQ(Register("3", "case.opened", 1, json::object()).status, 422);
  EXPECT_EQ(PostEvent(Event("4", "case.opened", "case/7", {{"by", "ada"}})).status, 201);
}

TEST_F(SchemasTest, AnEventInOldWordsStaysAsItIsAndComesToTheSame) {
  const auto agree = [&](const std::string& subject, int version, const json& data) {
    const std::string schema = "/v1/schemas/action.agreed/" + std::to_string(version);
    json event = json::parse(Event(subject, "action.agreed", subject, data));
    event["dataschema"] = schema;
    event["time"] = "2025-01-01T00:00:00Z";
    EXPECT_EQ(PostEvent(event.dump(), {{"Daybook-Import", "1"}}).status, 201);
    json state = Get("/v1/subjects/" + subject).Json();
    state.erase("subject");
    return state;
  };
  const json old_words{{"lead", "person/ada"}, {"dueDate", "2025-06-30"}};
  const json state = agree("action/old", 1, old_words);
  EXPECT_EQ(state, agree("action/new", 2, {{"owner", "person/ada"}, {"due", "2025-06-30"}}));
  EXPECT_NE(state.dump().find("2025-06-30"), std::string::npos);
  EXPECT_EQ(Get("/v1/events/0").Json().at("data"), old_words);
}

TEST_F(SchemasTest, ThePeterboroughHistoryIsTaken) {
  std::ifstream file(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson");
  const std::string history{std::istreambuf_iterator<char>(file), {}};
  const Response response =
      Post("/v1/events", "application/x-ndjson", history, {{"Daybook-Import", "1"}});
  EXPECT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(book_->size(), 90U);
}

}  // namespace
}  // namespace daybook::http
