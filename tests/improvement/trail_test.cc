#include "improvement/trail.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "improvement/tables.h"

namespace daybook::improvement {
namespace {

std::vector<TextRow> TrailOf(const Entries& entries, const std::string& subject = "finding/x") {
  return RowsOf(TrailIn(entries.all, subject));
}

const Told kRaised{.type = "finding.raised",
                   .subject = "finding/x",
                   .time = "2025-02-01",
                   .data = R"({"title":"T","kind":"mixed"})",
                   .id = "raised"};

TEST(Trail, HasItsColumnsWhenThereIsNoEvent) {
  const Table table = Trail("finding/x", {});
  EXPECT_TRUE(table.rows.empty());
  EXPECT_EQ(table.columns.size(), 17U);
}

TEST(Trail, HasARowForEachFieldThatChanged) {
  const auto rows = TrailOf({kRaised,
                             {.type = "finding.impact-assessed",
                              .subject = "finding/x",
                              .time = "2025-02-02",
                              .data = R"({"level":"emerging"})"}});
  std::map<std::string, std::pair<std::string, std::string>> changes;
  for (TextRow row : rows) {
    changes[row["position"] + ' ' + row["field"]] = {row["before"], row["after"]};
  }
  using Change = std::pair<std::string, std::string>;
  EXPECT_EQ(changes.size(), 8U);
  EXPECT_EQ(changes["0 title"], Change("", "T"));
  EXPECT_EQ(changes["0 kind"], Change("", "mixed"));
  EXPECT_EQ(changes["0 standing"], Change("", "open"));
  EXPECT_EQ(changes["0 impact"], Change("", "not-assessed"));
  EXPECT_EQ(changes["0 raised"], Change("", "2025-02-01"));
  EXPECT_EQ(changes["1 impact"], Change("not-assessed", "emerging"));
  EXPECT_EQ(changes["1 impactAssessed"], Change("", "2025-02-02"));
}

TEST(Trail, OfAListOfRecordsOnlyThoseThatAreNotTheSameAreShown) {
  const auto recorded = [](const std::string& id, const std::string& period, int number) {
    return Told{
        .type = "measure.recorded",
        .subject = "measure/m",
        .time = "2025-04-01",
        .data = R"({"period":")" + period + R"(","numerator":)" + std::to_string(number) + "}",
        .id = id};
  };
  auto rows = TrailOf({recorded("a", "2025-01", 7),
                       recorded("b", "2025-02", 8),
                       {.type = "measure.restated",
                        .subject = "measure/m",
                        .time = "2025-05-01",
                        .data = R"({"event":"a","numerator":9,"denominator":10})",
                        .id = "c"}},
                      "measure/m");
  std::map<std::string, std::pair<std::string, std::string>> points;
  for (TextRow row : rows) {
    if (row["field"] == "points") points[row["position"]] = {row["before"], row["after"]};
  }
  EXPECT_EQ(points["0"].first, "");
  EXPECT_TRUE(points["0"].second.starts_with("2025-01, 7"));
  EXPECT_EQ(points["1"].first, "");
  EXPECT_TRUE(points["1"].second.starts_with("2025-02, 8")) << points["1"].second;
  EXPECT_TRUE(points["2"].first.starts_with("2025-01, 7")) << points["2"].first;
  EXPECT_TRUE(points["2"].second.starts_with("2025-01, 9")) << points["2"].second;
  EXPECT_EQ(points["2"].second.find(';'), std::string::npos);
}

TEST(Trail, SaysWhoWhenAndWhy) {
  TextRow row = TrailOf({{.type = "finding.reopened",
                          .subject = "finding/x",
                          .time = "2025-02-19T23:30:00Z",
                          .precision = Precision::kInstant,
                          .extensions = {{"onbehalfof", "ofsted"},
                                         {"sourceparagraph", "2.9"},
                                         {"reason", "It got worse."}}}})
                    .at(0);
  EXPECT_EQ(row["revision"], "0");
  EXPECT_EQ(row["recorded"], "2025-03-01T12:00:00+00:00");
  EXPECT_EQ(row["occurred"], "2025-02-19T23:30:00+00:00");
  EXPECT_EQ(row["precision"], "instant");
  EXPECT_EQ(row["lagDays"], "10");
  EXPECT_EQ(row["type"], "finding.reopened");
  EXPECT_EQ(row["subject"], "finding/x");
  EXPECT_EQ(row["actor"], "ofsted");
  EXPECT_EQ(row["sourceparagraph"], "2.9");
  EXPECT_EQ(row["reason"], "It got worse.");
}

TEST(Trail, TheActorIsWhoeverAppendedItIfItWasOnNobodysBehalf) {
  EXPECT_EQ(TrailOf({kRaised}).at(0)["actor"], "clerk");
}

TEST(Trail, ShowsAsMuchOfADayAsIsKnown) {
  Told month = kRaised;
  month.precision = Precision::kMonth;
  EXPECT_EQ(TrailOf({month}).at(0)["occurred"], "2025-02");
  EXPECT_EQ(TrailOf({month}).at(0)["lagDays"], "28");
  Told guess = kRaised;
  guess.precision = Precision::kUnknown;
  EXPECT_EQ(TrailOf({guess}).at(0)["occurred"], "");
  EXPECT_EQ(TrailOf({guess}).at(0)["precision"], "unknown");
  EXPECT_EQ(TrailOf({guess}).at(0)["lagDays"], "");
}

TEST(Trail, AnEventThatChangesNothingHasOneRowWithoutAField) {
  const auto rows = TrailOf({{.type = "finding.admired",
                              .subject = "finding/x",
                              .time = "2025-01-01",
                              .data = R"({"text":"Well done."})"},
                             kRaised});
  EXPECT_EQ(rows.at(0).at("field"), "");
  EXPECT_EQ(rows.at(0).at("reason"), "Well done.");
  EXPECT_EQ(rows.at(1).at("type"), "finding.raised");
  EXPECT_EQ(rows.size(), 6U);
}

TEST(Trail, AnEventRecordedLateStandsWhereItHappened) {
  const auto rows = TrailOf({kRaised,
                             {.type = "finding.incorporated",
                              .subject = "finding/x",
                              .time = "2025-01-01",
                              .data = R"({"plan":"plan/p"})"}});
  EXPECT_EQ(rows.front().at("position"), "1");
  EXPECT_EQ(rows.back().at("position"), "0");
}

TEST(Trail, ACorrectionShowsTheOldValueAndMarksWhatItCorrects) {
  const auto rows = TrailOf(
      {kRaised,
       {.type = "event.corrected",
        .subject = "finding/x",
        .time = "2025-02-03",
        .data = R"({"event":"raised","pointer":"/title","from":"T","to":"U","basis":"2.1"})"}});
  for (TextRow row : rows) {
    EXPECT_NE(row["after"], "T");
    EXPECT_EQ(row["corrected"], row["position"] == "0" ? "1" : "");
  }
  TextRow last = rows.back();
  EXPECT_EQ(last["field"], "/title");
  EXPECT_EQ(last["before"], "\"T\"");
  EXPECT_EQ(last["after"], "\"U\"");
  EXPECT_EQ(last["reason"], "2.1");
}

TEST(Trail, AnOpenDisputeMarksWhatItNamesUntilItIsResolved) {
  Entries entries{kRaised,
                  {.type = "event.disputed",
                   .subject = "finding/x",
                   .time = "2025-02-03",
                   .data = R"({"events":["raised"],"note":"They differ."})",
                   .id = "d"}};
  EXPECT_EQ(TrailOf(entries).front()["disputed"], "1");
  EXPECT_EQ(TrailOf(entries).back()["reason"], "They differ.");
  entries.Add({.type = "dispute.resolved",
               .subject = "finding/x",
               .time = "2025-02-04",
               .data = R"({"dispute":"d"})"});
  EXPECT_EQ(TrailOf(entries).front()["disputed"], "");
}

TEST(Trail, EventsOfOtherSubjectsStandAmongItsOwnAndChangeNothing) {
  const auto rows =
      TrailOf({kRaised,
               {.type = "action.proposed",
                .subject = "action/a",
                .time = "2025-02-02",
                .data = R"({"title":"Recruit","findings":["finding/x"]})"},
               {.type = "finding.closed", .subject = "finding/x", .time = "2025-02-03"}});
  const auto mention = std::ranges::find_if(
      rows, [](const TextRow& row) { return row.at("subject") == "action/a"; });
  ASSERT_NE(mention, rows.end());
  EXPECT_EQ(mention->at("field"), "");
  EXPECT_EQ(mention->at("reason"), "Recruit");
  EXPECT_EQ(std::prev(mention)->at("position"), "0");
  EXPECT_EQ(std::next(mention)->at("before"), "open");
}

TEST(Trail, ASubjectOfAnyKindHasOne) {
  const auto rows =
      TrailOf({{.type = "case.opened", .subject = "case/7", .time = "2025-02-01"}}, "case/7");
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("type"), "case.opened");
}

}  // namespace
}  // namespace daybook::improvement
