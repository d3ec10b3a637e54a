#include "event/instant.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

// An action that was agreed on 1 March and rescheduled on 3 March, each told the same day.
class ChangesTest : public ServerTest {
 protected:
  void SetUp() override {
    book_options_.clock = [this] { return now_; };
    Start();
    Tell("agreed", "2025-03-01", R"({"title":"A","owner":"person/p","due":"2025-04-01"})");
    Tell("rescheduled", "2025-03-03", R"({"to":"2025-05-01"})");
  }

  void Tell(const std::string& what, const std::string& day, const std::string& data) {
    now_ = *ParseInstant(day + "T12:00:00Z");
    const auto draft = MakeDraft({.id = what,
                                  .source = "/test",
                                  .type = "action." + what,
                                  .subject = "action/x",
                                  .time = day + "T00:00:00Z",
                                  .precision = Precision::kDay,
                                  .data = data});
    ASSERT_TRUE(draft.has_value());
    testing::AppendOne(*book_, *draft);
  }

  // Which changes there are, once everything is taken in.
  std::vector<std::string> Changes(const std::string& parameters) {
    const Response response = Get("/v1/views/changes?min_position=1&" + parameters);
    EXPECT_EQ(response.status, 200) << response.body;
    std::vector<std::string> changes;
    const json view = response.Json();
    for (const json& row : view.at("rows")) changes.push_back(row.at("change"));
    return changes;
  }

  Instant now_ = *ParseInstant("2025-03-01T12:00:00Z");
};

using Names = std::vector<std::string>;

TEST_F(ChangesTest, ByEitherClockOrBoth) {
  EXPECT_EQ(Changes("from_known=2025-03-02"), Names{"rescheduled"});
  EXPECT_EQ(Changes("from_at=2025-03-02"), Names{"rescheduled"});
  EXPECT_EQ(Changes("from_at=2025-03-02&from_known=2025-03-02&at=2025-03-03&known=2025-03-03"),
            Names{"rescheduled"});
  EXPECT_EQ(Changes("from_known=2025-02-01"), (Names{"opened", "rescheduled"}));
  EXPECT_EQ(Changes("from_known=2025-02-01&known=2025-03-02"), Names{"opened"});
  EXPECT_EQ(Changes("from_known=2025-03-03"), Names{});
  EXPECT_EQ(Changes("from_known=2025-02-01&audience=public"), Names{});
}

TEST_F(ChangesTest, TheAnswerSaysWhichTwoCutsItIsOf) {
  const json view =
      Get("/v1/views/changes?min_position=1&from_at=2025-03-02&from_known=2025-03-02").Json();
  EXPECT_EQ(view.at("view"), "changes");
  EXPECT_EQ(view.at("position"), "2");
  EXPECT_EQ(view.at("at"), nullptr);
  EXPECT_EQ(view.at("since").at("position"), "1");
  EXPECT_EQ(view.at("since").at("at"), "2025-03-02T23:59:59.999999Z");
}

TEST_F(ChangesTest, EveryFormIsServedAndAnUnchangedOneIsNotSentAgain) {
  const std::string target = "/v1/views/changes?min_position=1&from_known=2025-03-02";
  const Response csv = Get(target, {{"Accept", "text/csv"}});
  EXPECT_NE(csv.body.find("change,subject,title,field,before,after,position,"), std::string::npos);
  EXPECT_EQ(csv.Header("etag"), "\"1-2\"");
  EXPECT_EQ(Get(target, {{"If-None-Match", "\"1-2\""}}).status, 304);
  const Response lines = Get(target, {{"Accept", "application/x-ndjson"}});
  EXPECT_NE(lines.body.find(R"("since":{"position":"1","at":null})"), std::string::npos);
  EXPECT_EQ(Get(target, {{"Accept", "image/png"}}).status, 406);
}

TEST_F(ChangesTest, SinceWhenIsNeededAndNotAfterTheEnd) {
  for (const char* parameters : {"", "?at=2025-03-03", "?from_at=2025-03-03&at=2025-03-02",
                                 "?from_known=2025-03-03&known=2025-03-02", "?from_known=soon",
                                 "?from_known=2025-03-01&x=1"}) {
    EXPECT_EQ(Get(std::string("/v1/views/changes") + parameters).status, 400) << parameters;
  }
}

}  // namespace
}  // namespace daybook::http
