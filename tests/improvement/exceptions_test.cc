#include "improvement/exceptions.h"

#include <gtest/gtest.h>

#include "improvement/judging.h"
#include "improvement/tables.h"

namespace daybook::improvement {
namespace {

// Everything in Entries was recorded at noon on 1 March 2025.
std::vector<TextRow> ExceptionsOf(const Entries& entries, Audience audience = Audience::kInternal) {
  const auto as_of = AsOf::At(*ParseInstant("2025-03-01T12:00:00Z"), audience);
  return RowsOf(Exceptions(FoldAll(entries.all, {.audience = audience}), as_of));
}

TEST(Exceptions, AnOverrideShowsItsRuleItsReasonAndWhoMadeIt) {
  const auto rows = ExceptionsOf({{.type = "action.completed",
                                   .subject = "action/x",
                                   .time = "2025-02-28",
                                   .extensions = {{"ruleoverride", "action-proposed-first"},
                                                  {"reason", "Told by phone"},
                                                  {"onbehalfof", "person/ada"}},
                                   .id = "e1"}});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("exception"), "override");
  EXPECT_EQ(rows[0].at("subject"), "action/x");
  EXPECT_EQ(rows[0].at("rule"), "action-proposed-first");
  EXPECT_EQ(rows[0].at("position"), "0");
  EXPECT_EQ(rows[0].at("event"), "e1");
  EXPECT_EQ(rows[0].at("occurred"), "2025-02-28");
  EXPECT_EQ(rows[0].at("recorded"), "2025-03-01");
  EXPECT_EQ(rows[0].at("lagDays"), "1");
  EXPECT_EQ(rows[0].at("actor"), "person/ada");
  EXPECT_EQ(rows[0].at("detail"), "Told by phone");
}

TEST(Exceptions, AnImportThatBreaksARuleShowsTheRulesSentence) {
  const auto rows = ExceptionsOf({{.type = "action.completed",
                                   .subject = "action/x",
                                   .time = "2023-02-28",
                                   .imported = true}});
  ASSERT_EQ(rows.size(), 1U) << "history is late by its nature";
  EXPECT_EQ(rows[0].at("exception"), "import");
  EXPECT_EQ(rows[0].at("detail"), rules::kActionProposedFirst.sentence);
}

TEST(Exceptions, WhatBreaksNoRuleIsNoException) {
  EXPECT_TRUE(
      ExceptionsOf({{.type = "action.proposed", .subject = "action/x", .time = "2025-02-20"}})
          .empty());
}

TEST(Exceptions, OtherHistoryThatBreaksARuleIsHistory) {
  const auto rows =
      ExceptionsOf({{.type = "action.blocked", .subject = "action/x", .time = "2025-02-28"}});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("exception"), "history");
}

TEST(Exceptions, LateIsWhatThePolicySays) {
  Entries entries{{.type = "plan.drafted", .subject = "plan/p", .time = "2025-01-31"},
                  {.type = "plan.drafted", .subject = "plan/p", .time = "2025-02-20"},
                  {.type = "plan.drafted", .subject = "plan/p", .time = ""}};
  const auto rows = ExceptionsOf(entries);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("exception"), "late");
  EXPECT_EQ(rows[0].at("position"), "0");
  EXPECT_EQ(rows[0].at("lagDays"), "29");
  const auto change = [](const std::string& days) {
    return Told{.type = "policy.changed",
                .subject = "book/control",
                .time = "2025-02-28",
                .data = R"({"lateRecordingDays":)" + days + "}"};
  };
  entries.Add(change("29"));
  EXPECT_EQ(ExceptionsOf(entries).size(), 0U);
  entries.Add(change("7"));
  EXPECT_EQ(ExceptionsOf(entries).size(), 2U);
}

TEST(Exceptions, AnOpenDisputeShowsUntilItIsResolved) {
  Entries entries{{.type = "event.disputed",
                   .subject = "plan/p",
                   .time = "2025-02-28",
                   .data = R"({"events":["x"],"note":"Nobody owns it"})",
                   .id = "d"}};
  const auto rows = ExceptionsOf(entries);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("exception"), "dispute");
  EXPECT_EQ(rows[0].at("event"), "d");
  EXPECT_EQ(rows[0].at("detail"), "Nobody owns it");
  entries.Add({.type = "dispute.resolved",
               .subject = "plan/p",
               .time = "2025-02-28",
               .data = R"({"dispute":"d","outcome":"It is Ada's"})"});
  EXPECT_TRUE(ExceptionsOf(entries).empty());
}

Entries ClosedFinding(const std::string& accepted) {
  return {{.type = "finding.raised",
           .subject = "finding/x",
           .time = "2025-02-02",
           .data = R"({"kind":"mixed"})"},
          {.type = "finding.impact-assessed",
           .subject = "finding/x",
           .time = "2025-02-03",
           .data = R"({"level":"evidenced"})"},
          {.type = "evidence.added", .subject = "evidence/e", .time = "2025-02-02"},
          {.type = "evidence.linked",
           .subject = "evidence/e",
           .time = "2025-02-02",
           .data = R"({"target":"finding/x"})"},
          {.type = "evidence.accepted",
           .subject = "evidence/e",
           .time = accepted,
           .extensions = {{"onbehalfof", "person/bea"}}},
          {.type = "finding.closed",
           .subject = "finding/x",
           .time = "2025-02-10",
           .data = R"({"decision":"meeting/m"})"}};
}

TEST(Exceptions, AClosingIsJudgedByWhatIsKnownOfTheOtherSubjects) {
  auto rows = ExceptionsOf(ClosedFinding("2025-02-10"));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("rule"), "finding-closed-decision");
  EXPECT_EQ(rows[0].at("occurred"), "2025-02-10");
  Entries late = ClosedFinding("2025-02-11");
  late.Add({.type = "meeting.held",
            .subject = "meeting/m",
            .time = "2025-02-09",
            .data = R"({"kind":"improvement-board"})"});
  late.Add({.type = "meeting.decided",
            .subject = "meeting/m",
            .time = "2025-02-09",
            .data = R"({"ref":"1","kind":"closure","targets":["finding/x"]})"});
  rows = ExceptionsOf(late);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("rule"), "finding-closed-evidence") << "it was accepted the day after";
}

TEST(Exceptions, ARuleThatWasOverriddenIsToldOnce) {
  Entries entries = ClosedFinding("2025-02-10");
  entries.all.pop_back();
  entries.Add({.type = "finding.closed",
               .subject = "finding/x",
               .time = "2025-02-10",
               .data = R"({"decision":"meeting/m"})",
               .extensions = {{"ruleoverride", "finding-closed-decision"}, {"reason", "Urgent"}}});
  const auto rows = ExceptionsOf(entries);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("exception"), "override");
}

TEST(Exceptions, EvidenceThatIsNamedAndNeverAddedIsOne) {
  const auto rows =
      ExceptionsOf({{.type = "finding.raised", .subject = "finding/x", .time = "2025-02-20"},
                    {.type = "finding.impact-assessed",
                     .subject = "finding/x",
                     .time = "2025-02-21",
                     .data = R"({"level":"emerging","evidence":["evidence/none"]})"}});
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("rule"), "evidence-named-was-added");
}

// What breaks a rule only for those who do not see what came before it breaks none.
TEST(Exceptions, AnAudienceIsToldOnlyWhatReleasedEventsSayThemselves) {
  const std::map<std::string, std::string> shown{{"dataclassification", "public"}};
  Entries entries{
      {.type = "action.proposed", .subject = "action/x", .time = "2025-02-27", .imported = true},
      {.type = "action.agreed",
       .subject = "action/x",
       .time = "2025-02-27",
       .data = R"({"owner":"person/a","due":"2025-06-01"})",
       .extensions = shown,
       .imported = true},
      {.type = "finding.closed",
       .subject = "finding/x",
       .time = "2025-02-27",
       .extensions = shown,
       .imported = true}};
  EXPECT_TRUE(ExceptionsOf(entries, Audience::kPublic).empty());
  EXPECT_FALSE(ExceptionsOf(entries).empty());
  Told completed{.type = "action.completed",
                 .subject = "action/x",
                 .time = "2025-02-27",
                 .extensions = {{"ruleoverride", "action-completed-when-under-way"},
                                {"reason", "Told by phone"}}};
  entries.Add(completed);
  EXPECT_TRUE(ExceptionsOf(entries, Audience::kPublic).empty()) << "it is not released";
  completed.extensions.emplace("dataclassification", "public");
  entries.Add(completed);
  const auto rows = ExceptionsOf(entries, Audience::kPublic);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].at("position"), "4");
}

TEST(Exceptions, ColumnsAreThereWithoutRows) {
  EXPECT_EQ(Exceptions({}, AsOf::At(Instant())).columns.size(), 10U);
}

TEST(Departures, AreBoundedForEachSubject) {
  Entries entries;
  for (std::size_t i = 0; i < kDeparturesMax + 5; ++i) {
    entries.Add({.type = "action.unblocked", .subject = "action/x", .time = "2025-01-01"});
  }
  const Subject subject = Fold("action/x", entries.all);
  EXPECT_EQ(subject.history.departures.size(), kDeparturesMax);
  EXPECT_EQ(subject.history.delays.size(), kDeparturesMax);
}

}  // namespace
}  // namespace daybook::improvement
