#include <gtest/gtest.h>

#include "improvement/judging.h"

namespace daybook::improvement {
namespace {

using Rules = std::vector<std::string>;

const std::map<std::string, std::string> kFindingReason = {{"reason", "It came back"}};

Told OfFinding(const std::string& type, const std::string& data = "{}",
               const std::map<std::string, std::string>& extensions = {}) {
  return {.type = "finding." + type,
          .subject = "finding/x",
          .time = "",
          .data = data,
          .extensions = extensions};
}

Told Of(const std::string& type, const std::string& subject, const std::string& data = "{}",
        const std::string& time = "") {
  return {.type = type, .subject = subject, .time = time, .data = data};
}

const Told kRaised = OfFinding("raised", R"({"kind":"area-for-improvement"})");
const Told kStrength = OfFinding("raised", R"({"kind":"strength"})");
const Told kEvidenced = OfFinding("impact-assessed", R"({"level":"evidenced"})");
const Told kClosed = OfFinding("closed", R"({"decision":"meeting/board","ref":"d1"})");

const std::vector<Told> kEvidence = {
    Of("evidence.added", "evidence/e"),
    Of("evidence.linked", "evidence/e", R"({"target":"finding/x"})"),
    Of("evidence.accepted", "evidence/e", R"({"by":"person/quality"})")};
const Told kHeld = Of("meeting.held", "meeting/board", R"({"kind":"improvement-board"})");
const Told kDecided = Of("meeting.decided", "meeting/board",
                         R"({"ref":"d1","kind":"closure","targets":["finding/x"]})");

// Evidence is added by the clerk who appends everything here, so that another accepts it.
std::vector<Told> Before(std::vector<Told> events) {
  for (Told& event : events) {
    if (event.type == "evidence.accepted") event.extensions = {{"onbehalfof", "person/quality"}};
  }
  return events;
}

std::vector<Told> Join(std::initializer_list<std::vector<Told>> parts) {
  std::vector<Told> all;
  for (const auto& part : parts) all.insert(all.end(), part.begin(), part.end());
  return Before(all);
}

TEST(RulesFinding, ClosesWithImpactAcceptedEvidenceAndADecision) {
  EXPECT_EQ(
      RulesBrokenByLast(Join({{kRaised, kEvidenced}, kEvidence, {kHeld, kDecided}, {kClosed}})),
      Rules{});
}

TEST(RulesFinding, ClosingWithoutAnythingBreaksEachRuleOfIt) {
  const auto broken = BrokenByLast({kRaised, kClosed});
  ASSERT_EQ(broken.size(), 3U);
  EXPECT_EQ(broken[0].rule, "finding-closed-impact");
  EXPECT_TRUE(broken[0].sentence.ends_with("It is not-assessed."));
  EXPECT_EQ(broken[1].rule, "finding-closed-evidence");
  EXPECT_EQ(broken[2].rule, "finding-closed-decision");
  EXPECT_EQ(broken[2].pointer, "/data/decision");
}

TEST(RulesFinding, OnlyLinkedAndAcceptedEvidenceLetsItClose) {
  const std::vector<Told> decided = {kHeld, kDecided};
  const Told elsewhere = Of("evidence.linked", "evidence/e", R"({"target":"finding/y"})");
  Told withdrawn = Of("evidence.withdrawn", "evidence/e");
  for (const std::vector<Told>& evidence :
       {std::vector{kEvidence[0], kEvidence[1]}, std::vector{kEvidence[0], kEvidence[2]},
        std::vector{kEvidence[0], elsewhere, kEvidence[2]},
        std::vector{kEvidence[0], kEvidence[1], kEvidence[2], withdrawn}}) {
    EXPECT_EQ(RulesBrokenByLast(Join({{kRaised, kEvidenced}, evidence, decided, {kClosed}})),
              Rules{"finding-closed-evidence"});
  }
}

TEST(RulesFinding, OnlyAnImprovementBoardsDecisionToCloseItClosesIt) {
  const Told cabinet = Of("meeting.held", "meeting/board", R"({"kind":"cabinet"})");
  const Told approval = Of("meeting.decided", "meeting/board",
                           R"({"ref":"d1","kind":"approval","targets":["finding/x"]})");
  const Told other = Of("meeting.decided", "meeting/board",
                        R"({"ref":"d1","kind":"closure","targets":["finding/y"]})");
  const Told another_ref = Of("meeting.decided", "meeting/board",
                              R"({"ref":"d2","kind":"closure","targets":["finding/x"]})");
  for (const std::vector<Told>& meeting :
       {std::vector{cabinet, kDecided}, std::vector{kHeld, approval}, std::vector{kHeld, other},
        std::vector{kHeld, another_ref}, std::vector{kHeld}}) {
    EXPECT_EQ(RulesBrokenByLast(Join({{kRaised, kEvidenced}, kEvidence, meeting, {kClosed}})),
              Rules{"finding-closed-decision"});
  }
}

TEST(RulesFinding, ADecisionFromBeforeItWasReopenedDoesNotCloseItAgain) {
  const Told reopened = OfFinding("reopened", "{}", kFindingReason);
  const auto once = Join({{kRaised, kEvidenced}, kEvidence, {kHeld, kDecided, kClosed, reopened}});
  EXPECT_EQ(RulesBrokenByLast(Join({once, {kClosed}})), Rules{"finding-closed-decision"});
  EXPECT_EQ(RulesBrokenByLast(Join({once, {kDecided, kClosed}})), Rules{});
}

TEST(RulesFinding, AClosedFindingIsNotClosedAgain) {
  const auto closed = Join({{kRaised, kEvidenced}, kEvidence, {kHeld, kDecided, kClosed}});
  EXPECT_EQ(RulesBrokenByLast(Join({closed, {kClosed}})), Rules{"finding-closed-when-open"});
  EXPECT_EQ(RulesBrokenByLast(Join({closed, {OfFinding("closure-proposed")}})),
            Rules{"finding-closed-when-open"});
}

TEST(RulesFinding, AStrengthIsWatchedNeverClosed) {
  EXPECT_EQ(RulesBrokenByLast({kStrength, kClosed}), Rules{"strength-not-closed"});
  EXPECT_EQ(RulesBrokenByLast({kStrength, OfFinding("closure-proposed")}),
            Rules{"strength-not-closed"});
}

TEST(RulesFinding, OnlyAStrengthOrAClosedFindingDeclines) {
  EXPECT_EQ(RulesBrokenByLast({kStrength, OfFinding("declined")}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaised, kClosed, OfFinding("declined")}), Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaised, OfFinding("declined")}),
            Rules{"finding-declined-strength-or-closed"});
}

TEST(RulesFinding, ReopeningNeedsAReasonAndSomethingToReopen) {
  EXPECT_EQ(RulesBrokenByLast({kRaised, kClosed, OfFinding("reopened", "{}", kFindingReason)}),
            Rules{});
  EXPECT_EQ(RulesBrokenByLast(
                {kStrength, OfFinding("declined"), OfFinding("reopened", "{}", kFindingReason)}),
            Rules{});
  EXPECT_EQ(RulesBrokenByLast({kRaised, OfFinding("reopened")}),
            (Rules{"finding-reopened-when-closed", "finding-reopened-reason"}));
}

TEST(RulesFinding, NothingIsDoneToOneThatWasNeverRaised) {
  for (const char* type : {"incorporated", "split", "superseded", "impact-assessed",
                           "closure-proposed", "reopened", "declined"}) {
    EXPECT_EQ(RulesBrokenByLast({OfFinding(type)}), Rules{"finding-raised-first"}) << type;
  }
  EXPECT_EQ(RulesBrokenByLast({kRaised, kRaised}), Rules{}) << "another visit may raise it again";
}

TEST(RulesFinding, ItsImpactKeepsToTheAxis) {
  EXPECT_EQ(RulesBrokenByLast({kRaised, OfFinding("impact-assessed", R"({"level":"embedded"})")}),
            Rules{"impact-embedded-after-evidenced"});
  EXPECT_EQ(RulesBrokenByLast({kRaised, OfFinding("impact-assessed", R"({"level":"lost"})")}),
            Rules{"impact-lost-after-evidenced"});
}

}  // namespace
}  // namespace daybook::improvement
