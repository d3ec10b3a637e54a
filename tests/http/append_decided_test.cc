// The rules, over HTTP.

#include <atomic>
#include <thread>

#include "http/server_fixture.h"
#include "improvement/rule.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class RulesOverHttpTest : public RunningServerTest {
 protected:
  static constexpr const char* kProposed = R"({"title":"T","findings":["finding/x"]})";
  static constexpr const char* kAgreed = R"({"owner":"person/a","due":"2027-01-01"})";

  std::string Event(const std::string& id, const std::string& type, const std::string& data = "{}",
                    const std::string& more = "", const std::string& subject = "action/x") {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":")" + type +
           R"(","subject":")" + subject + "\"" + more + R"(,"data":)" + data + "}";
  }

  void Propose() {
    ASSERT_EQ(PostEvent(Event("p", "action.proposed", kProposed)).status, 201);
    ASSERT_EQ(PostEvent(Event("a", "action.agreed", kAgreed)).status, 201);
  }
};

TEST_F(RulesOverHttpTest, ABrokenRuleIsNamedAndPointedAt) {
  const Response response = PostEvent(Event("1", "action.agreed", kAgreed));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  const json error = response.Json().at("errors").at(0);
  EXPECT_EQ(error.at("pointer"), "");
  EXPECT_EQ(error.at("rule"), "action-proposed-first");
  EXPECT_EQ(error.at("detail"), "An action is proposed before anything else is done about it.");
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(RulesOverHttpTest, PointersLeadIntoTheBodyAsItWasSent) {
  Propose();
  const std::string cancelled = Event("c", "action.cancelled");
  const auto pointer = [](const Response& response) {
    return response.Json().at("errors").at(0).at("pointer").get<std::string>();
  };
  EXPECT_EQ(pointer(PostEvent(cancelled)), "/reason");
  EXPECT_EQ(pointer(Post("/v1/events", "application/x-ndjson", cancelled)), "/0/reason");
  EXPECT_EQ(
      pointer(Post("/v1/events", "application/cloudevents-batch+json", "[" + cancelled + "]")),
      "/0/reason");
}

TEST_F(RulesOverHttpTest, ABatchIsStoredWholeOrNotAtAll) {
  const Response refused =
      Post("/v1/events", "application/x-ndjson",
           Event("p", "action.proposed", kProposed) + "\n" + Event("s", "action.started"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").at(0).at("pointer"), "/1");
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(RulesOverHttpTest, AListOfThemIsServed) {
  const json rules = Get("/v1/rules").Json().at("rows");
  EXPECT_EQ(rules.size(), improvement::AllRules().size());
  EXPECT_EQ(rules.at(0).at("rule"), "action-proposed-first");
  EXPECT_EQ(rules.at(0).at("says"), "An action is proposed before anything else is done about it.");
  EXPECT_EQ(Get("/v1/rules?at=2025-01-01").status, 400);
  EXPECT_EQ(Get("/v1/rules", {{"Accept", "image/png"}}).status, 406);
}

TEST_F(RulesOverHttpTest, TheSameEventAgainIsNotHeldToTheRulesAgain) {
  Propose();
  EXPECT_EQ(PostEvent(Event("p", "action.proposed", kProposed)).status, 200);
  EXPECT_EQ(PostEvent(Event("p", "action.proposed", R"({"title":"Other","findings":[]})")).status,
            409);
}

TEST_F(RulesOverHttpTest, AnImportIsTakenAsItStandsAndStamped) {
  const Response response = PostEvent(Event("c", "action.completed"), {{"Daybook-Import", "1"}});
  EXPECT_EQ(response.status, 201);
  EXPECT_NE(book_->Read(0)->find(R"(,"ingest":"import","specversion")"), std::string::npos);
  EXPECT_EQ(PostEvent(Event("c", "action.completed")).status, 200)
      << "the same event, by either way";
  EXPECT_EQ(PostEvent(Event("d", "action.proposed", kProposed), {{"Daybook-Import", "yes"}}).status,
            400);
}

TEST_F(RulesOverHttpTest, TheStampIsTheServersAlone) {
  const Response response =
      PostEvent(Event("1", "action.proposed", kProposed, R"(,"ingest":"import")"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.Json().at("errors").at(0).at("pointer"), "/ingest");
}

TEST_F(RulesOverHttpTest, ARuleIsBrokenKnowinglyForAReason) {
  const std::string override_ = R"(,"ruleoverride":"action-proposed-first")";
  EXPECT_EQ(PostEvent(Event("c", "action.completed", "{}", override_)).status, 422);
  EXPECT_EQ(
      PostEvent(Event("c", "action.completed", "{}", override_ + R"(,"reason":"By phone")")).status,
      201);
}

TEST_F(RulesOverHttpTest, ExceptionsListImportsAndOverridesToWhoeverMaySeeThem) {
  const auto exceptions = [&](const std::string& more = "") {
    std::vector<std::string> rows;
    const json view = Get("/v1/views/exceptions?min_position=2" + more).Json();
    for (const json& row : view.at("rows")) {
      rows.push_back(row.at("exception").get<std::string>() + " " +
                     row.at("rule").get<std::string>() + " " + row.at("detail").get<std::string>());
    }
    return rows;
  };
  const std::string shown = R"(,"dataclassification":"public")";
  PostEvent(Event("c", "action.completed", "{}", shown), {{"Daybook-Import", "1"}});
  PostEvent(Event("s", "action.started", "{}",
                  R"(,"ruleoverride":"action-started-when-agreed","reason":"By phone")" + shown));
  PostEvent(Event("b", "visit.ended", "{}",
                  R"(,"ruleoverride":"visit-ended-after-start","reason":"A secret")", "visit/v"));
  using Rows = std::vector<std::string>;
  EXPECT_EQ(exceptions(),
            (Rows{"import action-proposed-first An action is proposed before anything else is done "
                  "about it.",
                  "override action-started-when-agreed By phone",
                  "override visit-ended-after-start A secret"}));
  EXPECT_EQ(exceptions("&audience=public"), Rows{"override action-started-when-agreed By phone"});
  EXPECT_EQ(exceptions("&known=2020-01-01"), Rows{});
}

TEST_F(RulesOverHttpTest, AWritersOwnExpectationIsAnsweredAsSuch) {
  Propose();
  const Response response =
      Post("/v1/subjects/action/x/events", "application/cloudevents+json",
           Event("p2", "action.proposed", kProposed), {{"If-Match", "\"0\""}});
  EXPECT_EQ(response.status, 412);
  EXPECT_EQ(response.Header("etag"), "\"1\"");
}

TEST_F(RulesOverHttpTest, AFindingClosesOnceEverythingItTakesIsThere) {
  const auto post = [&](const std::string& id, const std::string& type, const std::string& subject,
                        const std::string& data = "{}", const std::string& more = "") {
    return PostEvent(Event(id, type, data, more, subject)).status;
  };
  const auto close = [&] {
    return PostEvent(
        Event("close", "finding.closed", R"({"decision":"meeting/m"})", "", "finding/x"));
  };
  EXPECT_EQ(post("1", "finding.raised", "finding/x",
                 R"({"kind":"mixed","title":"T","visit":"visit/v","verbatim":"V"})"),
            201);
  EXPECT_EQ(close().Json().at("errors").size(), 3U);
  EXPECT_EQ(post("2", "finding.impact-assessed", "finding/x", R"({"level":"evidenced"})"), 201);
  EXPECT_EQ(
      post("3", "evidence.added", "evidence/e",
           R"({"sha256":")" + std::string(64, '0') + R"(","title":"T","mediaType":"text/csv"})",
           R"(,"onbehalfof":"person/a")"),
      201);
  EXPECT_EQ(post("4", "evidence.linked", "evidence/e", R"({"target":"finding/x"})"), 201);
  EXPECT_EQ(post("5", "evidence.accepted", "evidence/e", "{}", R"(,"onbehalfof":"person/a")"), 422);
  EXPECT_EQ(post("5", "evidence.accepted", "evidence/e", "{}", R"(,"onbehalfof":"person/b")"), 201);
  EXPECT_EQ(post("6", "meeting.held", "meeting/m", R"({"kind":"improvement-board"})"), 201);
  EXPECT_EQ(close().Json().at("errors").at(0).at("rule"), "finding-closed-decision");
  EXPECT_EQ(post("7", "meeting.decided", "meeting/m",
                 R"({"ref":"1","kind":"closure","targets":["finding/x"]})"),
            201);
  EXPECT_EQ(close().status, 201);
}

TEST_F(RulesOverHttpTest, OfWritersAtOnceOneProposesAndTheOthersAreToldTheRule) {
  constexpr int kWriters = 6;
  std::atomic<int> won = 0;
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        const Response response =
            PostEvent(Event("w" + std::to_string(writer), "action.proposed", kProposed));
        won += response.status == 201 ? 1 : 0;
        refused += response.status == 422 ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(refused, kWriters - 1);
  EXPECT_EQ(book_->size(), 1U);
}

}  // namespace
}  // namespace daybook::http
