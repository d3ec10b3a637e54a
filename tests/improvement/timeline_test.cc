#include "improvement/timeline.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"
#include "improvement/peterborough.h"

namespace daybook::improvement {
namespace {

std::vector<std::string> ColumnOn(const std::string& column, const Entries& entries,
                                  const std::string& day) {
  std::vector<std::string> values;
  for (const TextRow& row : RowsOn("timeline", entries, day)) values.push_back(row.at(column));
  return values;
}

using Texts = std::vector<std::string>;

Entries Inspected() {
  return {
      About("visit.ended", "visit/v", "2023-12-08", R"({"kind":"standard","title":"Inspection"})"),
      About("visit.judgement-given", "visit/v", "2024-01-29",
            R"({"area":"area/overall","grade":"inadequate"})"),
      About("visit.report-received", "visit/v", "2024-01-29"),
  };
}

Entries AndAlso(Entries entries, std::initializer_list<Told> others) {
  for (const Told& other : others) entries.Add(other);
  return entries;
}

TextRow StatementRow(const Entries& entries, const std::string& day) {
  for (const TextRow& row : RowsOn("timeline", entries, day)) {
    if (row.at("what") == "action-statement-due") return row;
  }
  return {};
}

TEST(Timeline, WhatHappenedIsInTheOrderOfDaysAndDeadlinesComeAfterTheirDay) {
  const Entries entries = AndAlso(
      Inspected(),
      {About("action.agreed", "action/a", "2024-02-01",
             R"({"owner":"person/ada","due":"2024-01-29","impactReview":"2024-06-01"})"),
       About("meeting.held", "meeting/m", "2024-03-01", R"({"kind":"improvement-board"})")});
  EXPECT_EQ(ColumnOn("what", entries, "2024-03-02"),
            (Texts{"visit.ended", "visit.report-received", "visit.judgement-given", "action-due",
                   "meeting.held", "action-statement-due", "impact-review-due"}));
  EXPECT_EQ(ColumnOn("kind", entries, "2024-03-02").at(4), "happened");
  EXPECT_EQ(ColumnOn("detail", entries, "2024-03-02").at(2), "overall: inadequate");
  EXPECT_EQ(ColumnOn("detail", entries, "2024-03-02").at(4),
            "improvement-board; decisions: 0, challenges: 0");
}

TEST(Timeline, ADayIsAsExactAsItIsKnown) {
  const Entries entries = {
      {.type = "visit.announced",
       .subject = "visit/a",
       .time = "2025-01-01",
       .precision = Precision::kMonth},
      {.type = "visit.ended",
       .subject = "visit/b",
       .time = "2023-01-01",
       .precision = Precision::kYear},
      {.type = "visit.feedback-given",
       .subject = "visit/c",
       .time = "2024-09-24",
       .precision = Precision::kUnknown},
      {.type = "visit.started",
       .subject = "visit/d",
       .time = "2025-06-30T23:30:00Z",
       .precision = Precision::kInstant},
  };
  EXPECT_EQ(ColumnOn("when", entries, "2025-07-01"),
            (Texts{"2023", "2024-09-24", "2025-01", "2025-07-01"}));
  EXPECT_EQ(ColumnOn("precision", entries, "2025-07-01"),
            (Texts{"year", "no-later", "month", "day"}));
}

TEST(Timeline, AStatementIsDueSeventyWorkingDaysAfterTheReportIsReceived) {
  TextRow due = StatementRow(Inspected(), "2024-02-01");
  EXPECT_EQ(due["when"], "2024-05-09") << "over Easter and a bank holiday in May";
  EXPECT_EQ(due["standing"], "due");
  EXPECT_EQ(due["daysLeft"], "98");
  EXPECT_EQ(due["detail"],
            "70 working days after its report was received on 2024-01-29; no plan was submitted "
            "since");
  EXPECT_EQ(StatementRow(Inspected(), "2024-04-25")["standing"], "due-soon");
  EXPECT_EQ(StatementRow(Inspected(), "2024-05-09")["standing"], "due-soon")
      << "today is not overdue";
  EXPECT_EQ(StatementRow(Inspected(), "2024-05-10")["standing"], "overdue");
  EXPECT_EQ(StatementRow(Inspected(), "2024-05-10")["daysLeft"], "-1");
}

TEST(Timeline, AStatementIsMetByThePlanThatWasSubmittedAfterTheReport) {
  const Told before = About("plan.submitted", "plan/old", "2024-01-01", R"({"to":"ofsted"})");
  EXPECT_EQ(StatementRow(AndAlso(Inspected(), {before}), "2024-05-10")["standing"], "overdue");
  const Told in_time = About("plan.submitted", "plan/new", "2024-05-09", R"({"to":"ofsted"})");
  TextRow met = StatementRow(AndAlso(Inspected(), {before, in_time}), "2024-05-10");
  EXPECT_EQ(met["standing"], "met");
  EXPECT_EQ(met["met"], "2024-05-09");
  EXPECT_EQ(met["daysLeft"], "");
  EXPECT_NE(met["detail"].find("plan/new was submitted"), std::string::npos) << met["detail"];
  const Told late = About("plan.submitted", "plan/new", "2024-05-10", R"({"to":"ofsted"})");
  EXPECT_EQ(StatementRow(AndAlso(Inspected(), {late}), "2024-06-01")["standing"], "met-late");
}

TEST(Timeline, OnlyInspectionsAndPriorityActionsAskForAStatement) {
  const auto received = [](const std::string& kind) {
    return About("visit.report-received", "visit/v", "2024-01-29", R"({"kind":")" + kind + R"("})");
  };
  for (const char* kind : {"standard", "short", "jtai"}) {
    EXPECT_FALSE(StatementRow({received(kind)}, "2024-02-01").empty()) << kind;
  }
  for (const char* kind : {"focused", "monitoring"}) {
    EXPECT_TRUE(StatementRow({received(kind)}, "2024-02-01").empty()) << kind;
  }
  const Told priority = About("finding.raised", "finding/f", "2024-01-29",
                              R"({"kind":"priority-action","visit":"visit/v"})");
  EXPECT_FALSE(StatementRow({received("focused"), priority}, "2024-02-01").empty());
}

TEST(Timeline, WithoutItsReceiptAStatementIsCountedFromThePublication) {
  const Entries entries = {
      About("visit.report-published", "visit/v", "2024-01-29", R"({"kind":"standard"})")};
  TextRow row = StatementRow(entries, "2024-02-01");
  EXPECT_EQ(row["when"], "2024-05-09");
  EXPECT_NE(row["detail"].find("published (its receipt is not known) on 2024-01-29"),
            std::string::npos)
      << row["detail"];
}

TEST(Timeline, AnActionIsDueUntilItIsCompletedOrCancelled) {
  const Told agreed = About("action.agreed", "action/a", "2024-01-01",
                            R"({"owner":"person/ada","due":"2024-02-01"})");
  const Told moved = About("action.rescheduled", "action/a", "2024-01-20",
                           R"({"from":"2024-02-01","to":"2024-03-01"})");
  TextRow row = RowsOn("timeline", {agreed, moved}, "2024-03-02").at(0);
  EXPECT_EQ(row["when"], "2024-03-01");
  EXPECT_EQ(row["standing"], "overdue");
  EXPECT_EQ(row["owner"], "ada");
  EXPECT_EQ(row["detail"], "first due on 2024-02-01");
  const Told completed = About("action.completed", "action/a", "2024-03-05");
  EXPECT_EQ(ColumnOn("standing", {agreed, moved, completed}, "2024-03-05"), Texts{"met-late"});
  const Told cancelled = About("action.cancelled", "action/a", "2024-02-05");
  EXPECT_TRUE(RowsOn("timeline", {agreed, cancelled}, "2024-03-05").empty());
}

TEST(Timeline, AnImpactReviewIsMetByEvidenceOfImpact) {
  const Told agreed = About("action.agreed", "action/a", "2024-01-01",
                            R"({"owner":"person/ada","impactReview":"2024-02-01"})");
  const auto assessed = [](const std::string& level) {
    return About("action.impact-assessed", "action/a", "2024-01-20",
                 R"({"level":")" + level + R"("})");
  };
  EXPECT_EQ(ColumnOn("standing", {agreed, assessed("emerging")}, "2024-02-02"), Texts{"overdue"});
  EXPECT_EQ(ColumnOn("standing", {agreed, assessed("evidenced")}, "2024-02-02"), Texts{"met"});
  const Told embedded =
      About("action.impact-assessed", "action/a", "2024-03-01", R"({"level":"embedded"})");
  EXPECT_EQ(ColumnOn("met", {agreed, assessed("evidenced"), embedded}, "2024-03-02"),
            Texts{"2024-01-20"})
      << "it has been since";
  EXPECT_EQ(ColumnOn("standing", {agreed, embedded}, "2024-03-02"), Texts{"met-late"});
}

TEST(Timeline, ATargetIsDueOnItsDay) {
  const Entries entries = {
      About("measure.defined", "measure/m", "2024-01-01",
            R"({"title":"M","unit":"percent","polarity":"higher-is-better"})"),
      About("measure.target-set", "measure/m", "2024-01-01", R"({"target":90,"by":"2024-03-31"})"),
  };
  TextRow row = RowsOn("timeline", entries, "2024-04-01").at(0);
  EXPECT_EQ(row["what"], "target-due");
  EXPECT_EQ(row["standing"], "overdue");
  EXPECT_EQ(row["detail"], "90 percent");
  const Told recorded = About("measure.recorded", "measure/m", "2024-03-05",
                              R"({"period":"2024-02","numerator":95,"denominator":100})");
  EXPECT_EQ(ColumnOn("met", AndAlso(entries, {recorded}), "2024-04-10"), Texts{"2024-02"});
  const Told worse = About("measure.recorded", "measure/m", "2024-05-05",
                           R"({"period":"2024-04","numerator":80,"denominator":100})");
  EXPECT_EQ(ColumnOn("standing", AndAlso(entries, {recorded, worse}), "2024-05-10"), Texts{"met"})
      << "what came after its day does not count";
  const Told better = About("measure.recorded", "measure/m", "2024-06-05",
                            R"({"period":"2024-05","numerator":92,"denominator":100})");
  EXPECT_EQ(ColumnOn("standing", AndAlso(entries, {worse, better}), "2024-06-10"),
            Texts{"met-late"});
}

TEST(Timeline, AVisitThatWasPutOffIsExpectedUntilItStarts) {
  const Told postponed =
      About("visit.postponed", "visit/v", "2024-01-10", R"({"to":"2024-02-10"})");
  EXPECT_EQ(ColumnOn("what", {postponed}, "2024-01-11"),
            (Texts{"visit.postponed", "visit-expected"}));
  const Told started = About("visit.started", "visit/v", "2024-02-10");
  EXPECT_EQ(ColumnOn("what", {postponed, started}, "2024-02-11"),
            (Texts{"visit.postponed", "visit.started"}));
}

TEST(Timeline, TheDaysOfDueSoonAreThoseOfThePolicy) {
  const Entries entries = {
      About("action.agreed", "action/a", "2024-01-01", R"({"due":"2024-02-01"})"),
      About("policy.changed", "book/control", "2024-01-10", R"({"dueSoonDays":5})")};
  EXPECT_EQ(ColumnOn("standing", entries, "2024-01-26"), Texts{"due"});
  EXPECT_EQ(ColumnOn("standing", entries, "2024-01-27"), Texts{"due-soon"});
}

TEST(Timeline, OfPeterboroughIsTheCourseOfItsVisits) {
  const Table table = Timeline(SubjectsOf(Peterborough()), NoonOf("2025-03-01"));
  TextRow letter;
  for (const TextRow& row : RowsOf(table)) {
    const bool second = row.at("subject") == "visit/monitoring-2";
    if (second && row.at("what") == "visit.report-published") letter = row;
  }
  EXPECT_EQ(letter["when"], "2025-02-20");
  EXPECT_EQ(letter["detail"], "17 findings, 13 of them strengths");
  EXPECT_EQ(RowWith(table, "what", "visit.report-disclosed")["when"], "2024-09-24");
  EXPECT_EQ(RowWith(table, "kind", "deadline")["when"], "2024-05-09");
}

}  // namespace
}  // namespace daybook::improvement
