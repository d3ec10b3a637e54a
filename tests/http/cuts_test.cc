// Cuts over HTTP: what was known, what had occurred, and what is released, wherever it is asked.

#include "event/instant.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

// A finding's life of three days, each event recorded at noon of its own day in London, the last
// one late; and a case, of a kind that has no state here.
class CutsTest : public ServerTest {
 protected:
  void SetUp() override {
    book_options_.clock = [this] { return now_; };
    Start();
    Record("2025-06-01T11:00:00Z", "raised", "finding.raised", "finding/x", "2025-06-01", "public",
           R"({"title":"Old","area":"area/mash"})");
    Record("2025-06-03T11:00:00Z", "assessed", "finding.impact-assessed", "finding/x", "2025-06-02",
           "board", R"({"level":"emerging"})");
    Record("2025-06-05T11:00:00Z", "corrects", "event.corrected", "finding/x", "2025-06-05",
           "internal", R"({"event":"raised","pointer":"/title","from":"Old","to":"New"})");
    Record("2025-06-05T12:00:00Z", "opened", "case.opened", "case/7", "2025-06-05", "internal",
           R"({"n":1})");
  }

  void Record(const std::string& recorded, const std::string& id, const std::string& type,
              const std::string& subject, const std::string& day, const std::string& level,
              const std::string& data) {
    now_ = *ParseInstant(recorded);
    const auto draft = MakeDraft({.id = id,
                                  .source = "/test",
                                  .type = type,
                                  .subject = subject,
                                  .time = day + "T00:00:00+01:00",
                                  .precision = Precision::kDay,
                                  .extensions = {{"dataclassification", level}},
                                  .data = data});
    ASSERT_TRUE(draft.has_value()) << draft.error().detail;
    last_ = testing::AppendOne(*book_, *draft).position;
  }

  json At(const std::string& target) {
    const char divider = target.find('?') == std::string::npos ? '?' : '&';
    const Response response = Get(target + divider + "min_position=" + std::to_string(last_));
    EXPECT_EQ(response.status, 200) << target << ' ' << response.body;
    return response.Json();
  }

  std::vector<std::string> Found(const std::string& target) {
    std::vector<std::string> ids;
    const json page = At(target);
    for (const json& event : page.at("events")) ids.push_back(event.at("id"));
    return ids;
  }

  Instant now_;
  Position last_ = 0;
};

using Ids = std::vector<std::string>;

TEST_F(CutsTest, AStateIsOfWhatWasKnownThen) {
  EXPECT_EQ(At("/v1/subjects/finding/x").at("title"), "New");
  EXPECT_EQ(At("/v1/subjects/finding/x?known=2025-06-04").at("title"), "Old");
  EXPECT_EQ(At("/v1/subjects/finding/x?known=2025-06-02").at("impact"), "not-assessed");
  EXPECT_EQ(At("/v1/subjects/finding/x?known=2025-06-03T11:00:00Z").at("impact"), "emerging")
      << "a time includes what was recorded at it";
  EXPECT_EQ(Get("/v1/subjects/finding/x?known=2025-05-31").status, 404);
}

TEST_F(CutsTest, AStateIsOfWhatHadOccurredByThenAsKnownToday) {
  const json state = At("/v1/subjects/finding/x?at=2025-06-01");
  EXPECT_EQ(state.at("title"), "New");
  EXPECT_EQ(state.at("impact"), "not-assessed");
}

TEST_F(CutsTest, ADayIsAllOfThatDayInLondon) {
  EXPECT_EQ(Get("/v1/subjects/finding/x?at=2025-05-31T22:59:59Z").status, 404);
  EXPECT_EQ(Get("/v1/subjects/finding/x?at=2025-05-31T23:00:00Z").status, 200)
      << "midnight in London's summer";
  EXPECT_EQ(Get("/v1/subjects/finding/x?at=2025-05-31").status, 404);
}

TEST_F(CutsTest, AnAudienceSeesWhatIsReleasedToIt) {
  const json state = At("/v1/subjects/finding/x?audience=public");
  EXPECT_EQ(state.at("title"), "Old");
  EXPECT_EQ(state.at("impact"), "not-assessed");
  EXPECT_EQ(state.at("events"), 1);
  EXPECT_EQ(Get("/v1/subjects/case/7?audience=public").status, 404);
  EXPECT_EQ(Get("/v1/subjects/case/7/events?audience=public").status, 404);
  EXPECT_EQ(Get("/v1/subjects/case/7/events").status, 200);
}

TEST_F(CutsTest, AReleaseIsSeenWhateverTheKindOfItsSubject) {
  Record("2025-06-06T11:00:00Z", "released", "event.released", "case/7", "2025-06-06", "internal",
         R"({"level":"committee","basis":"The committee asked.","events":["opened"]})");
  EXPECT_EQ(Found("/v1/events?subject=case/7&audience=committee"), Ids{"opened"});
  EXPECT_EQ(Found("/v1/events?subject=case/7&audience=public"), Ids());
  EXPECT_EQ(Found("/v1/events?subject=case/7&audience=committee&known=2025-06-05"), Ids());
}

TEST_F(CutsTest, ASearchAndAnExportAreOfTheCutToo) {
  EXPECT_EQ(Found("/v1/events?audience=board"), (Ids{"raised", "assessed"}));
  EXPECT_EQ(Found("/v1/events?known=2025-06-03"), (Ids{"raised", "assessed"}));
  EXPECT_EQ(Found("/v1/events?at=2025-06-02"), (Ids{"raised", "assessed"}));
  EXPECT_EQ(Found("/v1/events?at=2025-06-02&known=2025-06-02"), Ids{"raised"});
  const Response csv = Get("/v1/events?audience=public", {{"Accept", "text/csv"}});
  EXPECT_NE(csv.body.find("raised"), std::string::npos);
  EXPECT_EQ(csv.body.find("assessed"), std::string::npos);
  EXPECT_EQ(csv.body.find("case/7"), std::string::npos);
}

TEST_F(CutsTest, ATrailShowsWhatWasKnownAndReleased) {
  const json all = At("/v1/subjects/finding/x/trail");
  EXPECT_EQ(all.at("rows").at(0).at("corrected"), "2");
  const json known = At("/v1/subjects/finding/x/trail?known=2025-06-03");
  EXPECT_TRUE(known.at("rows").at(0).at("corrected").is_null());
  const json seen = At("/v1/subjects/finding/x/trail?audience=public");
  for (const json& row : seen.at("rows")) {
    EXPECT_EQ(row.at("position"), "0");
    EXPECT_TRUE(row.at("revision").is_null());
    EXPECT_EQ(row.at("audience"), "public");
  }
}

TEST_F(CutsTest, AViewSaysTheCutItStandsOn) {
  const json view = At("/v1/views/status?known=2025-06-03&at=2025-06-02&audience=board");
  EXPECT_EQ(view.at("position"), "2");
  EXPECT_EQ(view.at("at"), "2025-06-02T22:59:59.999999Z");
  EXPECT_EQ(view.at("audience"), "board");
  EXPECT_EQ(view.at("rows").at(0).at("area"), "mash");
  EXPECT_TRUE(At("/v1/views/status?at=2025-05-31").at("rows").empty());
}

TEST_F(CutsTest, WhatIsNoCutIsSaidToBeNone) {
  const Response response = Get("/v1/views/status?at=2025-02-30&known=soon&audience=everyone");
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(response.Json().at("errors").size(), 3U) << response.body;
}

TEST_F(CutsTest, AStreamForAnAudienceLeavesOutTheRest) {
  At("/v1/views/status");  // what is released is known once the programme has it
  Client client(port_);
  client.Send("GET /v1/stream?from=0&audience=board HTTP/1.0\r\n\r\n");
  const std::string stream = client.ReadUntil("caught-up");
  EXPECT_NE(stream.find("assessed"), std::string::npos);
  EXPECT_EQ(stream.find("corrects"), std::string::npos);
  EXPECT_EQ(stream.find("case/7"), std::string::npos);
}

}  // namespace
}  // namespace daybook::http
