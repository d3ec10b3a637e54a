// What the events of an action do to it:
//
//   proposed → agreed → in progress ⇄ blocked → completed → in progress (reopened), or cancelled
//
// An event that comes out of turn does not take the action back: agreeing one that is in progress
// records its owner and due date, and it stays in progress.

#include <algorithm>
#include <array>
#include <string_view>

#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/fold.h"

namespace daybook::improvement {
namespace {

void Advance(Action& action, Delivery delivery) {
  action.delivery = std::max(action.delivery, delivery);
}

void Describe(Action& action, const Data& data) {
  Set(action.title, data.Text("title"));
  Set(action.success_criteria, data.Text("successCriteria"));
  Merge(action.findings, data.Texts("findings"));
  Merge(action.evidence, data.Texts("evidence"));
}

void SetDue(Action& action, std::string_view due) {
  Set(action.due, due);
  if (action.first_due.empty()) action.first_due = action.due;
}

void Propose(Action& action, const Data&, const Moment& when) { action.proposed = when; }

void Agree(Action& action, const Data& data, const Moment& when) {
  Set(action.owner, data.Text("owner"));
  SetDue(action, data.Text("due"));
  Set(action.impact_review, data.Text("impactReview"));
  action.agreed = when;
  Advance(action, Delivery::kAgreed);
}

void Reassign(Action& action, const Data& data, const Moment&) {
  Set(action.owner, data.Text("to"));
  ++action.reassignments;
}

void Reschedule(Action& action, const Data& data, const Moment&) {
  SetDue(action, action.due.empty() ? data.Text("from") : std::string_view());
  SetDue(action, data.Text("to"));
  ++action.reschedules;
}

void Start(Action& action, const Data&, const Moment& when) {
  action.started = when;
  Advance(action, Delivery::kInProgress);
}

void Progress(Action& action, const Data& data, const Moment& when) {
  Set(action.progress, data.Text("text"));
  Set(action.confidence, data.Text("confidence"));
  action.progressed = when;
  Advance(action, Delivery::kInProgress);
}

void Block(Action& action, const Data&, const Moment& when) {
  Advance(action, Delivery::kBlocked);
  if (action.delivery == Delivery::kBlocked) action.blocked = when;
}

void Unblock(Action& action, const Data&, const Moment&) {
  action.blocked = {};
  if (action.delivery == Delivery::kBlocked) action.delivery = Delivery::kInProgress;
}

void Complete(Action& action, const Data&, const Moment& when) {
  action.completed = when;
  action.blocked = {};
  Advance(action, Delivery::kCompleted);
}

void Reopen(Action& action, const Data&, const Moment&) {
  action.completed = {};
  action.cancelled = {};
  ++action.reopenings;
  action.delivery = Delivery::kInProgress;
}

void AssessImpact(Action& action, const Data& data, const Moment& when) {
  const auto level = ParseImpact(data.Text("level"));
  if (!level) return;
  action.impact = *level;
  action.impact_assessed = when;
}

void Cancel(Action& action, const Data&, const Moment& when) {
  action.cancelled = when;
  action.blocked = {};
  Advance(action, Delivery::kCancelled);
}

struct Step {
  std::string_view type;
  void (*apply)(Action&, const Data&, const Moment&);
};

constexpr std::array kSteps = {
    Step{"action.proposed", Propose},
    Step{"action.agreed", Agree},
    Step{"action.reassigned", Reassign},
    Step{"action.rescheduled", Reschedule},
    Step{"action.started", Start},
    Step{"action.progressed", Progress},
    Step{"action.blocked", Block},
    Step{"action.unblocked", Unblock},
    Step{"action.completed", Complete},
    Step{"action.reopened", Reopen},
    Step{"action.impact-assessed", AssessImpact},
    Step{"action.cancelled", Cancel},
};

}  // namespace

void Apply(Action& action, const Fact& fact) {
  const auto step = std::ranges::find(kSteps, fact.type, &Step::type);
  if (step == kSteps.end()) return;
  const Data& data = fact.data;
  Describe(action, data);
  step->apply(action, data, fact.when);
}

}  // namespace daybook::improvement
