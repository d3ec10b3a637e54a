#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class SubjectTest : public RunningServerTest {};

constexpr const char* kArea =
    R"({"specversion":"1.0","id":"area","source":"/test","type":"area.registered",)"
    R"("subject":"area/mash","time":"2024-08-01T00:00:00Z","timeprecision":"day",)"
    R"("data":{"name":"MASH","kind":"service"}})";

TEST_F(SubjectTest, AKindWithoutAStateHasItsRevision) {
  Append("1", "door/front");
  Append("2", "door/front");
  const Response response = Get("/v1/subjects/door/front");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("etag"), "\"1\"");
  EXPECT_EQ(response.Json(), json({{"subject", "door/front"}, {"revision", "1"}}));
}

TEST_F(SubjectTest, AWriterReadsTheStateItsWriteMade) {
  Client client(port_);
  ASSERT_EQ(client.Post("/v1/events", "application/cloudevents+json", kArea).status, 201);
  const Response response = client.Get("/v1/subjects/area/mash");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.Header("etag"), "\"0\"");
  EXPECT_EQ(response.Header("daybook-position"), "1");
  EXPECT_NE(response.body.find("MASH"), std::string::npos) << response.body;
}

TEST_F(SubjectTest, TheStatesEtagIsWhatIfMatchTakes) {
  Append("1", "door/front");
  const std::string etag = Get("/v1/subjects/door/front").Header("etag");
  EXPECT_EQ(Get("/v1/subjects/door/front", {{"If-None-Match", etag}}).status, 304);
  const auto post = [&](const std::string& id) {
    return Post("/v1/subjects/door/front/events", "application/cloudevents+json",
                EventJson(id, "door/front"), {{"If-Match", etag}})
        .status;
  };
  EXPECT_EQ(post("2"), 201);
  EXPECT_EQ(post("3"), 412);
}

TEST_F(SubjectTest, ASubjectWithoutEventsIsNotFound) {
  EXPECT_EQ(Get("/v1/subjects/door/none").status, 404);
  EXPECT_EQ(Get("/v1/subjects/door/none/events").status, 404);
  EXPECT_EQ(Get("/v1/subjects/door/none/trail").status, 404);
}

TEST_F(SubjectTest, ANameThatIsNoSubjectIsMalformed) {
  EXPECT_EQ(Get("/v1/subjects/Door/front").status, 400);
  EXPECT_EQ(Get("/v1/subjects/door/a%2Fb/events").status, 400);
  EXPECT_EQ(Get("/v1/subjects/door/a%20b/trail").status, 400);
}

TEST_F(SubjectTest, AStreamIsReadFromARevisionOn) {
  for (int i = 0; i < 6; ++i) Append(std::to_string(i), i % 2 == 0 ? "door/front" : "door/back");
  const Response page = Get("/v1/subjects/door/front/events?from=1&limit=1");
  ASSERT_EQ(page.status, 200);
  EXPECT_EQ(page.body,
            "{\"events\":[" + *book_->Read(2) + "],\"next\":\"2\",\"position\":\"6\"}\n");
  EXPECT_EQ(page.Header("link"), "</v1/subjects/door/front/events?from=2&limit=1>; rel=\"next\"");
  const json rest = Get("/v1/subjects/door/front/events?from=2").Json();
  EXPECT_EQ(rest.at("events").size(), 1U);
  EXPECT_FALSE(rest.contains("next"));
  EXPECT_EQ(Get("/v1/subjects/door/front/events?from=3").Json().at("events").size(), 0U);
}

TEST_F(SubjectTest, AStreamLeavesAsLinesAndAsCsv) {
  for (int i = 0; i < 300; ++i) Append(std::to_string(i), "door/front");
  const Response lines =
      Get("/v1/subjects/door/front/events", {{"Accept", "application/x-ndjson"}});
  EXPECT_EQ(std::ranges::count(lines.body, '\n'), 301);
  EXPECT_NE(lines.body.find("{\"summary\":{\"count\":\"300\",\"position\":\"300\","),
            std::string::npos);
  const Response csv = Get("/v1/subjects/door/front/events?limit=2", {{"Accept", "text/csv"}});
  EXPECT_EQ(std::ranges::count(csv.body, '\n'), 3);
}

TEST_F(SubjectTest, ATrailIsATable) {
  Append("1", "door/front");
  const json trail = Get("/v1/subjects/door/front/trail?min_position=0").Json();
  EXPECT_EQ(trail.at("view"), "trail");
  EXPECT_EQ(trail.at("position"), "1");
  EXPECT_EQ(trail.at("rows").size(), 1U);
  EXPECT_EQ(Get("/v1/views/trail?subject=door/front").Json(), trail);
}

}  // namespace
}  // namespace daybook::http
