#include <gtest/gtest.h>

#include "improvement/judging.h"

namespace daybook::improvement {
namespace {

using Rules = std::vector<std::string>;

const std::map<std::string, std::string> kActionReason = {{"reason", "Sickness in the team"}};

Told OfAction(const std::string& type, const std::string& data = "{}",
              const std::map<std::string, std::string>& extensions = {}) {
  return {.type = "action." + type,
          .subject = "action/x",
          .time = "",
          .data = data,
          .extensions = extensions};
}

const Told kProposed = OfAction("proposed", R"({"title":"T","findings":["finding/x"]})");
const Told kAgreed = OfAction("agreed", R"({"owner":"person/ada","due":"2025-06-01"})");
const Told kStarted = OfAction("started");
const Told kBlocked = OfAction("blocked");
const Told kUnblocked = OfAction("unblocked");
const Told kCompleted = OfAction("completed");
const Told kReopened = OfAction("reopened");
const Told kCancelled = OfAction("cancelled", "{}", kActionReason);

// The events that bring an action to each state.
const std::map<std::string, std::vector<Told>> kStates = {
    {"nothing", {}},
    {"proposed", {kProposed}},
    {"agreed", {kProposed, kAgreed}},
    {"in-progress", {kProposed, kAgreed, kStarted}},
    {"blocked", {kProposed, kAgreed, kStarted, kBlocked}},
    {"completed", {kProposed, kAgreed, kStarted, kCompleted}},
    {"reopened", {kProposed, kAgreed, kStarted, kCompleted, kReopened}},
    {"cancelled", {kProposed, kCancelled}},
};

std::vector<Broken> After(const std::string& state, const Told& event) {
  std::vector<Told> events = kStates.at(state);
  events.push_back(event);
  return BrokenByLast(events);
}

struct Step {
  Told event;
  std::string rule;  // broken in every state but these
  std::vector<std::string> from;
};

TEST(RulesAction, DeliveryTakesItsStepsInOrderAndNoOthers) {
  const std::vector<Step> steps = {
      {kProposed, "action-proposed-once", {"nothing"}},
      {kAgreed, "action-agreed-when-proposed", {"proposed"}},
      {kStarted, "action-started-when-agreed", {"agreed"}},
      {OfAction("progressed"),
       "action-progressed-when-open",
       {"agreed", "in-progress", "blocked", "reopened"}},
      {kBlocked, "action-blocked-when-in-progress", {"in-progress", "reopened"}},
      {kUnblocked, "action-unblocked-when-blocked", {"blocked"}},
      {kCompleted, "action-completed-when-under-way", {"in-progress", "blocked", "reopened"}},
      {kReopened, "action-reopened-when-completed", {"completed"}},
      {kCancelled,
       "action-cancelled-when-open",
       {"proposed", "agreed", "in-progress", "blocked", "reopened"}},
      {OfAction("rescheduled", R"({"to":"2025-07-01"})", kActionReason),
       "action-rescheduled-when-open",
       {"agreed", "in-progress", "blocked", "reopened"}},
      {OfAction("reassigned", R"({"to":"person/bea"})", kActionReason),
       "action-reassigned-when-open",
       {"agreed", "in-progress", "blocked", "reopened"}},
  };
  for (const Step& step : steps) {
    for (const auto& [state, before] : kStates) {
      const auto broken = After(state, step.event);
      if (std::ranges::find(step.from, state) != step.from.end()) {
        EXPECT_TRUE(broken.empty()) << step.event.type << " when " << state;
        continue;
      }
      ASSERT_EQ(broken.size(), 1U) << step.event.type << " when " << state;
      const bool first = state == "nothing" && step.event.type != "action.proposed";
      EXPECT_EQ(broken[0].rule, first ? "action-proposed-first" : step.rule) << state;
      if (first) continue;
      const std::string word = state == "reopened" ? "in-progress" : state;
      EXPECT_TRUE(broken[0].sentence.ends_with(" It is " + word + ".")) << broken[0].sentence;
    }
  }
}

TEST(RulesAction, AnActionFirstHeardOfByItsCompletionGoesOnFromThere) {
  EXPECT_EQ(RulesBrokenByLast({kCompleted}), Rules{"action-proposed-first"});
  EXPECT_EQ(RulesBrokenByLast({kCompleted, OfAction("impact-assessed", R"({"level":"emerging"})")}),
            Rules{});
  EXPECT_EQ(RulesBrokenByLast({kCompleted, kProposed}), Rules{"action-proposed-once"});
}

TEST(RulesAction, AgreeingNeedsOneOwnerAndADay) {
  const auto broken = After("proposed", OfAction("agreed", R"({"owner":["person/a","person/b"]})"));
  ASSERT_EQ(broken.size(), 2U);
  EXPECT_EQ(broken[0].rule, "action-agreed-owner");
  EXPECT_EQ(broken[0].pointer, "/data/owner");
  EXPECT_EQ(broken[1].rule, "action-agreed-due");
  EXPECT_EQ(broken[1].pointer, "/data/due");
}

TEST(RulesAction, ReschedulingNeedsAReasonAndStartsFromTheDayItIsDue) {
  const auto broken =
      After("agreed", OfAction("rescheduled", R"({"from":"2025-05-01","to":"2025-07-01"})"));
  ASSERT_EQ(broken.size(), 2U);
  EXPECT_EQ(broken[0].rule, "action-rescheduled-reason");
  EXPECT_EQ(broken[0].pointer, "/reason");
  EXPECT_EQ(broken[1].rule, "action-rescheduled-from");
  EXPECT_EQ(broken[1].pointer, "/data/from");
  EXPECT_TRUE(broken[1].sentence.ends_with("It is 2025-06-01."));
  EXPECT_TRUE(After("agreed", OfAction("rescheduled", R"({"from":"2025-06-01","to":"2025-07-01"})",
                                       kActionReason))
                  .empty());
}

TEST(RulesAction, ReassigningNeedsAReasonItsPresentOwnerAndOneNewOne) {
  const auto broken = After("agreed", OfAction("reassigned", R"({"from":"person/bea","to":[]})"));
  ASSERT_EQ(broken.size(), 3U);
  EXPECT_EQ(broken[0].rule, "action-reassigned-reason");
  EXPECT_EQ(broken[1].rule, "action-reassigned-from");
  EXPECT_TRUE(broken[1].sentence.ends_with("It is person/ada."));
  EXPECT_EQ(broken[2].rule, "action-reassigned-owner");
  EXPECT_TRUE(After("blocked", OfAction("reassigned", R"({"from":"person/ada","to":"person/bea"})",
                                        kActionReason))
                  .empty());
}

TEST(RulesAction, CancellingNeedsAReason) {
  const auto broken = After("agreed", OfAction("cancelled"));
  ASSERT_EQ(broken.size(), 1U);
  EXPECT_EQ(broken[0].rule, "action-cancelled-reason");
}

TEST(RulesAction, ImpactKeepsToItsAxis) {
  const auto assess = [](const std::string& from, const std::string& to) {
    return RulesBrokenByLast({kProposed,
                              OfAction("impact-assessed", R"({"level":")" + from + "\"}"),
                              OfAction("impact-assessed", R"({"level":")" + to + "\"}")});
  };
  EXPECT_EQ(assess("emerging", "embedded"), Rules{"impact-embedded-after-evidenced"});
  EXPECT_EQ(assess("evidenced", "embedded"), Rules{});
  EXPECT_EQ(assess("emerging", "lost"), Rules{"impact-lost-after-evidenced"});
  EXPECT_EQ(assess("evidenced", "lost"), Rules{});
  EXPECT_EQ(assess("evidenced", "not-assessed"), Rules{"impact-stays-assessed"});
  EXPECT_EQ(assess("not-yet-evident", "evidenced"), Rules{});
}

TEST(RulesAction, EvidenceThatIsNamedWasAdded) {
  const Told names = OfAction("completed", R"({"evidence":["evidence/e","evidence/f"]})");
  const Told added{.type = "evidence.added", .subject = "evidence/e", .time = ""};
  Told other = added;
  other.subject = "evidence/f";
  EXPECT_EQ(RulesBrokenByLast({kProposed, kAgreed, kStarted, added, names}),
            Rules{"evidence-named-was-added"});
  EXPECT_EQ(RulesBrokenByLast({kProposed, kAgreed, kStarted, added, other, names}), Rules{});
}

TEST(RulesAction, NobodyAssessesTheImpactOfTheirOwnAction) {
  const auto assess = [](const std::string& by) {
    Told event = OfAction("impact-assessed", R"({"level":"emerging"})");
    if (!by.empty()) event.extensions["onbehalfof"] = by;
    return RulesBrokenByLast({kProposed, kAgreed, kStarted, kCompleted, event});
  };
  EXPECT_EQ(assess(""), Rules{});
  EXPECT_EQ(assess("person/eve"), Rules{});
  EXPECT_EQ(assess("person/ada"), Rules{"action-impact-assessed-by-another"});
  EXPECT_EQ(assess("ada"), Rules{"action-impact-assessed-by-another"});
}

}  // namespace
}  // namespace daybook::improvement
