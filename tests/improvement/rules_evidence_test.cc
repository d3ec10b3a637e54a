// The rules on evidence, visits and meetings.

#include <gtest/gtest.h>

#include "improvement/judging.h"

namespace daybook::improvement {
namespace {

using Rules = std::vector<std::string>;
using Extensions = std::map<std::string, std::string>;

Told OfEvidence(const std::string& type, const Extensions& extensions = {},
                const std::string& data = "{}") {
  return {.type = "evidence." + type,
          .subject = "evidence/e",
          .time = "",
          .data = data,
          .extensions = extensions};
}

const Extensions kAda = {{"onbehalfof", "person/ada"}};
const Extensions kBea = {{"onbehalfof", "person/bea"}};
const Extensions kEvidenceReason = {{"reason", "The wrong month"}};

TEST(RulesEvidence, NobodyAcceptsWhatTheyAddedThemselves) {
  EXPECT_EQ(RulesBrokenByLast({OfEvidence("added", kAda), OfEvidence("accepted", kBea)}), Rules{});
  const auto broken = BrokenByLast({OfEvidence("added", kAda), OfEvidence("accepted", kAda)});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].rule, "evidence-accepted-by-another");
  EXPECT_TRUE(broken[0].sentence.ends_with("It was added by person/ada.")) << broken[0].sentence;
}

TEST(RulesEvidence, WhoeverItWasAcceptedByIsAnotherToo) {
  const auto broken = BrokenByLast(
      {OfEvidence("added", kAda), OfEvidence("accepted", kBea, R"({"by":"person/ada"})")});
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].pointer, "/data/by");
}

TEST(RulesEvidence, WithoutABehalfItIsWhoAppendedThatCounts) {
  EXPECT_EQ(RulesBrokenByLast({OfEvidence("added"), OfEvidence("accepted")}),
            Rules{"evidence-accepted-by-another"})
      << "one clerk appended both";
}

TEST(RulesEvidence, RejectingAndWithdrawingNeedAReason) {
  EXPECT_EQ(RulesBrokenByLast({OfEvidence("added"), OfEvidence("rejected")}),
            Rules{"evidence-rejected-reason"});
  EXPECT_EQ(RulesBrokenByLast({OfEvidence("added"), OfEvidence("withdrawn")}),
            Rules{"evidence-withdrawn-reason"});
  EXPECT_EQ(RulesBrokenByLast({OfEvidence("added"), OfEvidence("withdrawn", kEvidenceReason)}),
            Rules{});
}

TEST(RulesEvidence, NothingIsDoneWithWhatWasNeverAdded) {
  for (const char* type : {"linked", "accepted", "rejected", "withdrawn"}) {
    EXPECT_EQ(RulesBrokenByLast({OfEvidence(type, kEvidenceReason)}), Rules{"evidence-added-first"})
        << type;
  }
}

TEST(RulesEvidence, WhatWasWithdrawnIsOnlyAddedAgain) {
  const Told added = OfEvidence("added", kAda);
  const Told withdrawn = OfEvidence("withdrawn", kEvidenceReason);
  EXPECT_EQ(RulesBrokenByLast({added, withdrawn, OfEvidence("linked")}),
            Rules{"evidence-not-withdrawn"});
  EXPECT_EQ(RulesBrokenByLast({added, withdrawn, withdrawn}), Rules{"evidence-not-withdrawn"});
  EXPECT_EQ(RulesBrokenByLast({added, withdrawn, added}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({added, added}), Rules{"evidence-added-once"});
}

Told OfVisit(const std::string& type) {
  return {.type = "visit." + type, .subject = "visit/v", .time = ""};
}

TEST(RulesVisit, ItsEventsHaveAnOrder) {
  const Told started = OfVisit("started");
  const Told ended = OfVisit("ended");
  EXPECT_EQ(RulesBrokenByLast({started, OfVisit("announced")}),
            Rules{"visit-announced-before-start"});
  EXPECT_EQ(RulesBrokenByLast({started, OfVisit("postponed")}),
            Rules{"visit-announced-before-start"});
  EXPECT_EQ(RulesBrokenByLast({started, started}), Rules{"visit-started-once"});
  EXPECT_EQ(RulesBrokenByLast({ended}), Rules{"visit-ended-after-start"});
  EXPECT_EQ(RulesBrokenByLast({started, ended, ended}), Rules{"visit-ended-after-start"});
  EXPECT_EQ(RulesBrokenByLast({OfVisit("judgement-given")}), Rules{"visit-judged-after-start"});
  EXPECT_EQ(RulesBrokenByLast({OfVisit("feedback-given")}), Rules{"visit-judged-after-start"});
  EXPECT_EQ(RulesBrokenByLast({started, OfVisit("report-published")}),
            Rules{"visit-reported-after-end"});
  EXPECT_EQ(RulesBrokenByLast({started, OfVisit("report-received")}),
            Rules{"visit-reported-after-end"});
}

TEST(RulesVisit, AWholeVisitBreaksNothing) {
  std::vector<Told> events;
  for (const char* type : {"announced", "scoped", "inspector-assigned", "information-shared",
                           "postponed", "started", "judgement-given", "ended", "feedback-given",
                           "report-received", "report-published", "report-disclosed"}) {
    events.push_back(OfVisit(type));
    EXPECT_EQ(RulesBrokenByLast(events), Rules{}) << type;
  }
}

TEST(RulesMeeting, DecidesOnlyOnceItIsHeld) {
  const Told held{.type = "meeting.held", .subject = "meeting/m", .time = ""};
  const Told decided{.type = "meeting.decided", .subject = "meeting/m", .time = ""};
  const Told paper{.type = "meeting.paper-received", .subject = "meeting/m", .time = ""};
  EXPECT_EQ(RulesBrokenByLast({decided}), Rules{"meeting-decided-when-held"});
  EXPECT_EQ(RulesBrokenByLast({held, decided}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({paper}), Rules{});
}

}  // namespace
}  // namespace daybook::improvement
