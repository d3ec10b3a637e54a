#include "improvement/status.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"
#include "improvement/peterborough.h"

namespace daybook::improvement {
namespace {

Table StatusOf(const Entries& entries) { return StatusThatDay(SubjectsOf(entries)); }

Told Raised(const std::string& id, const std::string& data) {
  return {.type = "finding.raised", .subject = "finding/" + id, .time = "2024-01-01", .data = data};
}

Told Assessed(const std::string& id, const std::string& level) {
  return {.type = "finding.impact-assessed",
          .subject = "finding/" + id,
          .time = "2024-01-02",
          .data = R"({"level":")" + level + R"("})"};
}

TEST(Status, HasItsColumnsWhenNothingIsKnown) {
  const Table table = StatusThatDay({});
  EXPECT_TRUE(table.rows.empty());
  EXPECT_EQ(table.columns.front(), "area");
  EXPECT_EQ(table.columns.back(), "disputesOpen");
  EXPECT_EQ(table.columns.size(), 25U);
}

TEST(Status, CountsEachFindingOnce) {
  const Table table = StatusOf({
      Raised("open", R"({"area":"area/a","kind":"area-for-improvement"})"),
      Raised("mixed", R"({"area":"area/a","kind":"mixed"})"),
      Assessed("mixed", "emerging"),
      Raised("evidenced", R"({"area":"area/a","kind":"area-for-improvement"})"),
      Assessed("evidenced", "evidenced"),
      Raised("embedded", R"({"area":"area/a","kind":"priority-action"})"),
      Assessed("embedded", "embedded"),
      Raised("closed", R"({"area":"area/a","kind":"area-for-improvement"})"),
      {.type = "finding.closed", .subject = "finding/closed", .time = "2024-02-01"},
      Raised("strength", R"({"area":"area/a","kind":"strength"})"),
      Raised("declined", R"({"area":"area/a","kind":"strength"})"),
      {.type = "finding.declined", .subject = "finding/declined", .time = "2024-02-01"},
      Raised("split", R"({"area":"area/a","kind":"mixed"})"),
      {.type = "finding.split", .subject = "finding/split", .time = "2024-02-01"},
  });
  ASSERT_EQ(table.rows.size(), 1U);
  TextRow row = RowsOf(table).at(0);
  EXPECT_EQ(row["findingsOpen"], "2");
  EXPECT_EQ(row["findingsEvidenced"], "2");
  EXPECT_EQ(row["findingsClosed"], "1");
  EXPECT_EQ(row["findingsDeclined"], "1");
  EXPECT_EQ(row["strengths"], "1");
}

TEST(Status, CountsAnActionInEachAreaOfItsFindings) {
  const Table table = StatusOf({
      Raised("a1", R"({"area":"area/a"})"),
      Raised("a2", R"({"area":"area/a"})"),
      Raised("b", R"({"area":"area/b"})"),
      {.type = "action.blocked", .subject = "action/both", .time = "2024-02-01"},
      {.type = "action.proposed",
       .subject = "action/both",
       .time = "2024-01-01",
       .data = R"({"findings":["finding/a1","finding/a2","finding/b"]})"},
      {.type = "action.completed", .subject = "action/none", .time = "2024-02-01"},
      {.type = "action.cancelled",
       .subject = "action/unknown",
       .time = "2024-02-01",
       .data = R"({"findings":["finding/nobody-raised"]})"},
  });
  EXPECT_EQ(RowWith(table, "area", "a")["actionsBlocked"], "1");
  EXPECT_EQ(RowWith(table, "area", "b")["actionsBlocked"], "1");
  EXPECT_EQ(RowWith(table, "area", "(no area)")["actionsCompleted"], "1");
  EXPECT_EQ(RowWith(table, "area", "(no area)")["actionsCancelled"], "1");
}

TEST(Status, WhatNamesNoAreaComesLast) {
  const Table table = StatusOf({Raised("x", "{}"), Raised("y", R"({"area":"area/z"})")});
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0][0], Cell("z"));
  EXPECT_EQ(table.rows[1][0], Cell("(no area)"));
}

TEST(Status, TheLatestJudgementOfAnAreaStandsWhicheverVisitGaveIt) {
  const Table table = StatusOf({
      {.type = "visit.judgement-given",
       .subject = "visit/a",
       .time = "2025-06-01",
       .data = R"({"area":"area/overall","grade":"good"})"},
      {.type = "visit.judgement-given",
       .subject = "visit/b",
       .time = "2024-01-29",
       .data = R"({"area":"area/overall","grade":"inadequate"})"},
  });
  EXPECT_EQ(RowWith(table, "area", "overall")["grade"], "good");
  EXPECT_EQ(RowWith(table, "area", "overall")["graded"], "2025-06-01");
}

TEST(Status, AVisitThatIsOnlyAnnouncedIsNotTheLastOne) {
  const Table table = StatusOf({
      {.type = "visit.ended",
       .subject = "visit/a",
       .time = "2024-07-01",
       .data = R"({"areas":["area/mash"]})",
       .precision = Precision::kMonth},
      {.type = "visit.announced",
       .subject = "visit/b",
       .time = "2025-01-01",
       .data = R"({"areas":["area/mash"]})"},
  });
  EXPECT_EQ(RowWith(table, "area", "mash")["lastVisit"], "visit/a");
  EXPECT_EQ(RowWith(table, "area", "mash")["lastVisited"], "2024-07");
}

TEST(Status, CountsActionsByColourOnTheDayAskedFor) {
  const Entries entries = {
      Raised("a", R"({"area":"area/a"})"),
      {.type = "action.agreed",
       .subject = "action/late",
       .time = "2024-02-01",
       .data = R"({"owner":"person/p","due":"2024-02-20"})"},
      {.type = "action.completed",
       .subject = "action/done",
       .time = "2024-02-01",
       .data = R"({"findings":["finding/a"]})"},
      {.type = "action.proposed",
       .subject = "action/late",
       .time = "2024-01-20",
       .data = R"({"title":"Late","findings":["finding/a"]})"},
  };
  const Table before = Status(SubjectsOf(entries), NoonOf("2024-02-20"));
  EXPECT_EQ(RowWith(before, "area", "a")["actionsGreen"], "1");
  EXPECT_EQ(RowWith(before, "area", "a")["actionsRed"], "0");
  const Table after = Status(SubjectsOf(entries), NoonOf("2024-02-21"));
  EXPECT_EQ(RowWith(after, "area", "a")["actionsGreen"], "0");
  EXPECT_EQ(RowWith(after, "area", "a")["actionsRed"], "1");
  EXPECT_EQ(RowWith(after, "area", "a")["actionsAmber"], "1") << "done, and not improved";
}

TEST(Status, TheLastBoardOfAnAreaIsTheLatestThatSpokeOfIt) {
  const auto held = [](const std::string& id, const std::string& time, const std::string& kind) {
    return Told{.type = "meeting.held",
                .subject = "meeting/" + id,
                .time = time,
                .data = R"({"kind":")" + kind + R"("})"};
  };
  const auto decided = [](const std::string& id, const std::string& target) {
    return Told{.type = "meeting.decided",
                .subject = "meeting/" + id,
                .time = "2024-05-01",
                .data = R"({"ref":"1","kind":"other","targets":[")" + target + R"("]})"};
  };
  const Table table = StatusOf({
      Raised("a", R"({"area":"area/a"})"),
      {.type = "finding.incorporated",
       .subject = "finding/a",
       .time = "2024-02-01",
       .data = R"({"plan":"plan/p"})"},
      Raised("b", R"({"area":"area/b"})"),
      {.type = "action.proposed",
       .subject = "action/b",
       .time = "2024-02-01",
       .data = R"({"title":"B","findings":["finding/b"]})"},
      Raised("c", R"({"area":"area/c"})"),
      held("first", "2024-03-01", "improvement-board"),
      decided("first", "finding/a"),
      held("second", "2024-04-01", "improvement-board"),
      decided("second", "plan/p"),
      {.type = "meeting.challenged",
       .subject = "meeting/second",
       .time = "2024-04-01",
       .data = R"({"text":"Why?","targets":["action/b","area/nobody-knows"]})"},
      held("third", "2024-05-01", "cabinet"),
      decided("third", "area/c"),
  });
  EXPECT_EQ(RowWith(table, "area", "a")["lastBoard"], "meeting/second") << "by its plan";
  EXPECT_EQ(RowWith(table, "area", "b")["lastBoardHeld"], "2024-04-01") << "by its action";
  EXPECT_EQ(RowWith(table, "area", "c")["lastBoard"], "") << "a cabinet is no board";
  EXPECT_TRUE(RowWith(table, "area", "nobody-knows").empty());
}

TEST(Status, OfPeterboroughSaysWhereTheReportLeavesIt) {
  const Table table = StatusOf(Peterborough());
  TextRow overall = RowWith(table, "area", "overall-effectiveness");
  EXPECT_EQ(overall["grade"], "inadequate");
  EXPECT_EQ(overall["graded"], "2024-01-29");
  EXPECT_EQ(overall["lastVisit"], "visit/standard-2023");

  TextRow duty = RowWith(table, "area", "emergency-duty-team");
  EXPECT_EQ(duty["name"], "Emergency duty team (EDT)");
  EXPECT_EQ(duty["findingsOpen"], "1") << "capacity was added, its impact is not yet evident";
  EXPECT_EQ(duty["findingsEvidenced"], "0");
  EXPECT_EQ(duty["actionsCompleted"], "1");
  EXPECT_EQ(duty["actionsAmber"], "1") << "completed, but its impact is not evidenced";
  EXPECT_EQ(duty["lastVisited"], "2025-01-22");
  EXPECT_EQ(duty["disputesOpen"], "1");

  EXPECT_EQ(RowWith(table, "area", "mash")["strengths"], "6");
  EXPECT_EQ(RowWith(table, "area", "mash")["findingsOpen"], "1");
  EXPECT_EQ(RowWith(table, "area", "care-leavers")["lastVisited"], "2024-07-31");
  EXPECT_EQ(RowWith(table, "area", "front-door")["lastVisited"], "2023-12-08");
  EXPECT_EQ(RowWith(table, "area", "(no area)")["findingsOpen"], "1");
}

}  // namespace
}  // namespace daybook::improvement
