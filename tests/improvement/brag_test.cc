#include "improvement/brag.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"

namespace daybook::improvement {
namespace {

Moment On(const std::string& day) {
  return {.at = *ParseInstant(day + "T00:00:00Z"), .precision = Precision::kDay, .day = day};
}

// Agreed on New Year's Day, owned, due in June, its impact to be reviewed in December.
Action Agreed() {
  Action action;
  action.delivery = Delivery::kAgreed;
  action.owner = "person/ada";
  action.due = "2025-06-30";
  action.impact_review = "2025-12-31";
  action.agreed = On("2025-01-01");
  action.progressed = On("2025-06-01");
  return action;
}

struct Case {
  const char* rule;
  const char* colour;
  const char* day;
  void (*change)(Action&);
  bool findings_closed = false;
};

TEST(Brag, TheFirstRuleThatHoldsGivesTheColour) {
  const std::vector<Case> cases = {
      {"on-track", "green", "2025-06-10", [](Action&) {}},
      {"on-track", "green", "2025-06-30", [](Action&) {}},  // due today is not overdue
      {"overdue", "red", "2025-07-01", [](Action&) {}},
      {"cancelled", "grey", "2025-07-01", [](Action& a) { a.delivery = Delivery::kCancelled; }},
      {"not-due-to-start", "grey", "2025-07-01",
       [](Action& a) { a.delivery = Delivery::kProposed; }},
      {"not-due-to-start", "grey", "2025-06-10", [](Action& a) { a.start = "2025-06-11"; }},
      {"on-track", "green", "2025-06-11", [](Action& a) { a.start = "2025-06-11"; }},
      {"blocked", "red", "2025-06-10", [](Action& a) { a.delivery = Delivery::kBlocked; }},
      {"impact-lost", "red", "2025-06-10", [](Action& a) { a.impact = Impact::kLost; }},
      {"impact-review-passed", "red", "2026-01-01",
       [](Action& a) { a.delivery = Delivery::kCompleted; }},
      {"impact-not-evidenced", "amber", "2025-12-31",
       [](Action& a) { a.delivery = Delivery::kCompleted; }},
      {"evidenced", "green", "2026-01-01",
       [](Action& a) {
         a.delivery = Delivery::kCompleted;
         a.impact = Impact::kEvidenced;
       }},
      {"embedded", "blue", "2026-01-01",
       [](Action& a) {
         a.delivery = Delivery::kCompleted;
         a.impact = Impact::kEmbedded;
       },
       true},
      {"evidenced", "green", "2026-01-01",
       [](Action& a) {
         a.delivery = Delivery::kCompleted;
         a.impact = Impact::kEmbedded;
       }},
      {"no-owner", "amber", "2025-06-10", [](Action& a) { a.owner.clear(); }},
      {"rescheduled", "amber", "2025-06-10", [](Action& a) { a.reschedules = 2; }},
      {"on-track", "green", "2025-06-10", [](Action& a) { a.reschedules = 1; }},
      {"no-progress", "amber", "2025-06-10", [](Action& a) { a.progressed = On("2025-05-06"); }},
      {"on-track", "green", "2025-06-10", [](Action& a) { a.progressed = On("2025-05-07"); }},
      {"low-confidence", "amber", "2025-06-16", [](Action& a) { a.confidence = "low"; }},
      {"on-track", "green", "2025-06-15", [](Action& a) { a.confidence = "low"; }},
  };
  const Policy policy;
  for (const Case& one : cases) {
    Action action = Agreed();
    one.change(action);
    const Brag brag = BragOf({.action = action,
                              .findings_closed = one.findings_closed,
                              .policy = policy,
                              .today = *ParseDay(one.day)});
    EXPECT_EQ(brag.rule, one.rule) << "on " << one.day << ": " << brag.sentence;
    EXPECT_EQ(NameOf(brag.colour), one.colour) << one.rule;
    EXPECT_FALSE(brag.sentence.empty()) << one.rule;
  }
}

}  // namespace
}  // namespace daybook::improvement
