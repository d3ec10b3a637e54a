#include "improvement/readiness.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"
#include "improvement/peterborough.h"

namespace daybook::improvement {
namespace {

Told FindingRaised(const std::string& id, const std::string& kind = "area-for-improvement") {
  return About("finding.raised", "finding/" + id, "2024-01-10",
               R"({"kind":")" + kind + R"(","area":"area/a","visit":"visit/v","title":"T"})");
}

// A finding that all is said for that can be asked.
Entries Defended() {
  return {
      About("visit.ended", "visit/v", "2024-01-09", R"({"areas":["area/a"]})"),
      FindingRaised("x"),
      About("finding.incorporated", "finding/x", "2024-01-20", R"({"plan":"plan/p"})"),
      About("action.proposed", "action/one", "2024-01-20",
            R"({"title":"One","findings":["finding/x"]})"),
      About("action.completed", "action/one", "2024-02-20"),
      About("evidence.added", "evidence/e", "2024-02-25", R"({"asAt":"2024-02-24"})"),
      About("evidence.linked", "evidence/e", "2024-02-25", R"({"target":"finding/x"})"),
      About("evidence.accepted", "evidence/e", "2024-02-26"),
      About("finding.impact-assessed", "finding/x", "2024-02-27", R"({"level":"evidenced"})"),
      About("finding.closure-proposed", "finding/x", "2024-02-28"),
      About("finding.closed", "finding/x", "2024-03-01", R"({"decision":"meeting/m"})"),
  };
}

// Those of Defended that are not of this type, and others.
Entries DefendedWithout(const std::string& type, std::initializer_list<Told> others = {}) {
  Entries entries = Defended();
  EntryReader reader;
  std::erase_if(entries.all,
                [&](const std::string& entry) { return reader.Read(entry)->type == type; });
  for (const Told& other : others) entries.Add(other);
  return entries;
}

TextRow Asked(const Entries& entries, const std::string& day = "2024-03-02") {
  return RowsOn("readiness", entries, day).at(0);
}

TEST(Readiness, NothingIsMissingOfAFindingThatIsDefended) {
  TextRow row = Asked(Defended());
  EXPECT_EQ(row["missing"], "");
  EXPECT_EQ(row["why"], "");
  EXPECT_EQ(row["area"], "a");
  EXPECT_EQ(row["finding"], "x");
  EXPECT_EQ(row["standing"], "closed");
  EXPECT_EQ(row["impact"], "evidenced");
  EXPECT_EQ(row["actions"], "1");
  EXPECT_EQ(row["actionsCompleted"], "1");
  EXPECT_EQ(row["evidence"], "1");
  EXPECT_EQ(row["accepted"], "1");
  EXPECT_EQ(row["newestEvidence"], "2024-02-24");
  EXPECT_EQ(row["lastVisited"], "2024-01-09");
  EXPECT_EQ(row["closed"], "2024-03-01");
}

TEST(Readiness, AFindingThatWasOnlyRaisedLacksEverything) {
  TextRow row = Asked({FindingRaised("x")});
  EXPECT_EQ(row["missing"], "not-in-plan; no-action; impact-not-evidenced; no-evidence");
  EXPECT_EQ(row["why"],
            "No plan has it. No action is to mend it. Its impact is not assessed. No evidence is "
            "linked to it.");
}

TEST(Readiness, DoneIsNotImproved) {
  TextRow row = Asked(DefendedWithout("finding.impact-assessed",
                                      {About("action.impact-assessed", "action/one", "2024-02-27",
                                             R"({"level":"not-yet-evident"})"),
                                       About("finding.reopened", "finding/x", "2024-03-02")}));
  EXPECT_EQ(row["missing"], "impact-not-evidenced");
  EXPECT_EQ(row["why"],
            "What was to be done is completed; its impact is not assessed, and that of its actions "
            "at best not yet evident.");
}

TEST(Readiness, WhatWasClosedWithoutImpactSaysSo) {
  TextRow row = Asked(DefendedWithout("finding.impact-assessed"));
  EXPECT_EQ(row["missing"], "impact-not-evidenced");
  EXPECT_EQ(row["why"], "It was closed on 2024-03-01 while its impact is not assessed.");
}

TEST(Readiness, WhatWasClosedWithoutAMeetingSaysSo) {
  TextRow row = Asked(
      DefendedWithout("finding.closed", {About("finding.closed", "finding/x", "2024-03-01")}));
  EXPECT_EQ(row["missing"], "closed-without-meeting");
}

TEST(Readiness, WhatIsReadyToBeClosedIsNotClosedYet) {
  TextRow row = Asked(DefendedWithout("finding.closed"));
  EXPECT_EQ(row["missing"], "not-closed");
  EXPECT_EQ(row["why"], "Its closure was proposed on 2024-02-28, and no meeting has closed it.");
}

TEST(Readiness, ActionsThatAreOpenAndOverdueAreCounted) {
  TextRow row = Asked(DefendedWithout(
      "action.completed",
      {About("action.agreed", "action/one", "2024-01-21",
             R"({"owner":"person/p","due":"2024-03-01"})"),
       About("action.cancelled", "action/two", "2024-01-21", R"({"findings":["finding/x"]})")}));
  EXPECT_EQ(row["actions"], "1") << "what is cancelled mends nothing";
  EXPECT_EQ(row["missing"], "actions-open");
  EXPECT_EQ(row["why"], "Actions not completed: 1 of 1; overdue: 1.");
}

TEST(Readiness, EvidenceIsAcceptedOrItIsMissing) {
  EXPECT_EQ(Asked(DefendedWithout("evidence.accepted"))["missing"], "evidence-not-accepted");
  TextRow of_action = Asked(DefendedWithout(
      "evidence.linked",
      {About("evidence.linked", "evidence/e", "2024-02-25", R"({"target":"action/one"})")}));
  EXPECT_EQ(of_action["missing"], "no-evidence");
  EXPECT_EQ(of_action["why"], "No evidence is linked to it; its actions have 1 item.");
  TextRow withdrawn =
      Asked(DefendedWithout("", {About("evidence.withdrawn", "evidence/e", "2024-03-01")}));
  EXPECT_EQ(withdrawn["missing"], "no-evidence");
  EXPECT_EQ(withdrawn["evidence"], "0");
}

TEST(Readiness, EvidenceThatAnAssessmentNamesIsCountedOnce) {
  const Told assessed = About("finding.impact-assessed", "finding/x", "2024-02-27",
                              R"({"level":"evidenced","evidence":["evidence/e"]})");
  EXPECT_EQ(Asked(DefendedWithout("finding.impact-assessed", {assessed}))["evidence"], "1");
  TextRow unlinked = Asked(DefendedWithout("evidence.linked", {assessed}));
  EXPECT_EQ(unlinked["evidence"], "1");
  EXPECT_EQ(unlinked["missing"], "");
}

TEST(Readiness, EvidenceGoesStaleByThePolicyOfTheDay) {
  EXPECT_EQ(Asked(Defended(), "2024-08-22")["missing"], "") << "180 days old";
  TextRow stale = Asked(Defended(), "2024-08-23");
  EXPECT_EQ(stale["missing"], "stale-evidence");
  EXPECT_EQ(stale["stale"], "1");
  EXPECT_EQ(stale["why"], "Its newest accepted evidence speaks of 2024-02-24, 181 days ago.");
  const Entries stricter = DefendedWithout(
      "", {About("policy.changed", "book/control", "2024-03-10", R"({"evidenceStaleDays":14})")});
  EXPECT_EQ(Asked(stricter, "2024-03-09")["missing"], "");
  EXPECT_EQ(Asked(stricter, "2024-03-10")["missing"], "stale-evidence");
}

TEST(Readiness, AnAreaIsToBeVisitedAfterTheLatestJudgement) {
  const Told judged = About("visit.judgement-given", "visit/v", "2024-01-29",
                            R"({"area":"area/overall","grade":"inadequate"})");
  TextRow row = Asked(DefendedWithout("", {judged}));
  EXPECT_EQ(row["missing"], "not-visited");
  EXPECT_EQ(row["why"], "No inspector has looked at it since the judgement of 2024-01-29.");
  const Told announced =
      About("visit.announced", "visit/w", "2024-02-20", R"({"areas":["area/a"]})");
  EXPECT_EQ(Asked(DefendedWithout("", {judged, announced}))["missing"], "not-visited");
  const Told started = About("visit.started", "visit/w", "2024-02-20", R"({"areas":["area/a"]})");
  EXPECT_EQ(Asked(DefendedWithout("", {judged, started}))["missing"], "");
}

TEST(Readiness, AChallengeStandsUntilSomethingIsAssessed) {
  const Told challenged = About("meeting.challenged", "meeting/m", "2024-03-02",
                                R"({"text":"Who says so?","targets":["action/one","finding/x"]})");
  TextRow row = Asked(DefendedWithout("", {challenged}));
  EXPECT_EQ(row["challenges"], "1");
  EXPECT_EQ(row["missing"], "challenged");
  EXPECT_NE(row["why"].find("meeting/m on 2024-03-02"), std::string::npos) << row["why"];
  EXPECT_NE(row["why"].find("Who says so?"), std::string::npos) << row["why"];
  TextRow answered =
      Asked(DefendedWithout("", {challenged, About("finding.impact-assessed", "finding/x",
                                                   "2024-03-03", R"({"level":"evidenced"})")}));
  EXPECT_EQ(answered["challenges"], "1");
  EXPECT_EQ(answered["missing"], "");
}

TEST(Readiness, OpenDisputesAreMissing) {
  TextRow row = Asked(DefendedWithout("", {About("event.disputed", "finding/x", "2024-03-01",
                                                 R"({"events":["a","b"],"note":"N"})")}));
  EXPECT_EQ(row["disputes"], "1");
  EXPECT_EQ(row["missing"], "disputed");
}

TEST(Readiness, AStrengthIsWatchedAndNotMended) {
  const Entries strength = {
      About("visit.ended", "visit/v", "2024-01-09", R"({"areas":["area/a"]})"),
      FindingRaised("x", "strength")};
  EXPECT_EQ(Asked(strength, "2024-07-07")["missing"], "");
  TextRow later = Asked(strength, "2024-07-08");
  EXPECT_EQ(later["missing"], "stale-evidence");
  EXPECT_EQ(later["why"], "Nothing has shown it since 2024-01-09, 181 days ago.");
  Entries declined = strength;
  declined.Add(About("finding.declined", "finding/x", "2024-02-01"));
  EXPECT_EQ(Asked(declined)["missing"], "declined");
  EXPECT_EQ(Asked(declined)["why"], "It got worse on 2024-02-01.");
}

TEST(Readiness, RowsAreByAreaAndWhatOthersStandForHasNone) {
  const auto rows =
      RowsOn("readiness",
             {About("finding.raised", "finding/1", "2024-01-01"),
              About("finding.raised", "finding/2", "2024-01-01", R"({"area":"area/z"})"),
              About("finding.raised", "finding/3", "2024-01-01", R"({"area":"area/a"})"),
              About("finding.raised", "finding/4", "2024-01-01"),
              About("finding.superseded", "finding/4", "2024-01-02", R"({"by":["finding/1"]})")},
             "2024-02-01");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].at("finding"), "3");
  EXPECT_EQ(rows[1].at("finding"), "2");
  EXPECT_EQ(rows[2].at("area"), "(no area)");
}

TEST(Readiness, OfPeterboroughAsksForTheImpactOfTheCapacityThatWasAdded) {
  const Table table = Readiness(SubjectsOf(Peterborough()), NoonOf("2025-03-01"));
  TextRow duty = RowWith(table, "finding", "edt-capacity");
  EXPECT_EQ(duty["area"], "emergency-duty-team");
  EXPECT_EQ(duty["missing"], "not-in-plan; impact-not-evidenced; no-evidence; disputed");
  EXPECT_NE(duty["why"].find("not yet evident"), std::string::npos) << duty["why"];
  EXPECT_EQ(RowWith(table, "finding", "front-door")["missing"],
            "not-in-plan; no-action; impact-not-evidenced; no-evidence; not-visited; disputed");
  EXPECT_EQ(RowWith(table, "finding", "mash-functioning-effectively")["missing"], "");
}

}  // namespace
}  // namespace daybook::improvement
