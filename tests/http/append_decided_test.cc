// The rules, over HTTP.

#include <atomic>
#include <thread>

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class RulesOverHttpTest : public RunningServerTest {
 protected:
  std::string Event(const std::string& id, const std::string& type, const std::string& data = "{}",
                    const std::string& more = "", const std::string& subject = "action/x") {
    return R"({"specversion":"1.0","id":")" + id + R"(","source":"/test","type":")" + type +
           R"(","subject":")" + subject + "\"" + more + R"(,"data":)" + data + "}";
  }

  void Propose() {
    ASSERT_EQ(PostEvent(Event("p", "action.proposed")).status, 201);
    ASSERT_EQ(
        PostEvent(Event("a", "action.agreed", R"({"owner":"person/a","due":"2027-01-01"})")).status,
        201);
  }
};

TEST_F(RulesOverHttpTest, ABrokenRuleIsNamedAndPointedAt) {
  const Response response =
      PostEvent(Event("1", "action.agreed", R"({"owner":"person/a","due":"2027-01-01"})"));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(response.Header("content-type"), "application/problem+json");
  const json error = response.Json().at("errors").at(0);
  EXPECT_EQ(error.at("pointer"), "");
  EXPECT_EQ(error.at("rule"), "action-proposed-first");
  EXPECT_EQ(error.at("detail"), "An action is proposed before anything else is done about it.");
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(RulesOverHttpTest, PointersLeadIntoTheBodyAsItWasSent) {
  PostEvent(Event("p", "action.proposed"));
  const std::string agreed = Event("a", "action.agreed", R"({"owner":"person/a"})");
  EXPECT_EQ(PostEvent(agreed).Json().at("errors").at(0).at("pointer"), "/data/due");
  EXPECT_EQ(
      Post("/v1/events", "application/x-ndjson", agreed).Json().at("errors").at(0).at("pointer"),
      "/0/data/due");
  EXPECT_EQ(Post("/v1/events", "application/cloudevents-batch+json", "[" + agreed + "]")
                .Json()
                .at("errors")
                .at(0)
                .at("pointer"),
            "/0/data/due");
}

TEST_F(RulesOverHttpTest, ABatchIsStoredWholeOrNotAtAll) {
  const Response refused =
      Post("/v1/events", "application/x-ndjson",
           Event("p", "action.proposed") + "\n" + Event("s", "action.started"));
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(refused.Json().at("errors").at(0).at("pointer"), "/1");
  EXPECT_EQ(book_->size(), 0U);
}

TEST_F(RulesOverHttpTest, TheSameEventAgainIsNotHeldToTheRulesAgain) {
  Propose();
  EXPECT_EQ(PostEvent(Event("p", "action.proposed")).status, 200);
  EXPECT_EQ(PostEvent(Event("p", "action.proposed", R"({"title":"Other"})")).status, 409);
}

TEST_F(RulesOverHttpTest, AnImportIsTakenAsItStandsAndStamped) {
  const Response response = PostEvent(Event("c", "action.completed"), {{"Daybook-Import", "1"}});
  EXPECT_EQ(response.status, 201);
  EXPECT_NE(book_->Read(0)->find(R"(,"ingest":"import","specversion")"), std::string::npos);
  EXPECT_EQ(PostEvent(Event("c", "action.completed")).status, 200)
      << "the same event, by either way";
  EXPECT_EQ(PostEvent(Event("d", "action.proposed"), {{"Daybook-Import", "yes"}}).status, 400);
}

TEST_F(RulesOverHttpTest, TheStampIsTheServersAlone) {
  const Response response = PostEvent(Event("1", "action.proposed", "{}", R"(,"ingest":"import")"));
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

TEST_F(RulesOverHttpTest, AWritersOwnExpectationIsAnsweredAsSuch) {
  Propose();
  const Response response = Post("/v1/subjects/action/x/events", "application/cloudevents+json",
                                 Event("p2", "action.proposed"), {{"If-Match", "\"0\""}});
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
  EXPECT_EQ(post("1", "finding.raised", "finding/x", R"({"kind":"mixed"})"), 201);
  EXPECT_EQ(close().Json().at("errors").size(), 3U);
  EXPECT_EQ(post("2", "finding.impact-assessed", "finding/x", R"({"level":"evidenced"})"), 201);
  EXPECT_EQ(post("3", "evidence.added", "evidence/e", "{}", R"(,"onbehalfof":"person/a")"), 201);
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
        const Response response = PostEvent(Event("w" + std::to_string(writer), "action.proposed"));
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
