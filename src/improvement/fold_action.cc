// What the events of an action do to it:
//
//   proposed → agreed → in progress ⇄ blocked → completed → in progress (reopened), or cancelled
//
// An event that comes out of turn does not take the action back: agreeing one that is in progress
// records its owner and due date, and it stays in progress.

#include "improvement/field.h"
#include "improvement/fold.h"
#include "improvement/step.h"

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

void SetOwner(Action& action, std::string_view owner, bool inherited, const Moment& since) {
  if (owner.empty() || owner == action.owner) return;
  action.owner = owner;
  if (action.owners.size() == kListTextsMax) return;
  action.owners.push_back({.owner = action.owner, .inherited = inherited, .since = since});
}

void Propose(Action& action, const Fact& fact, const Data&) { action.proposed = fact.when; }

void Agree(Action& action, const Fact& fact, const Data& data) {
  SetOwner(action, data.Text("owner"), false, fact.when);
  SetDue(action, data.Text("due"));
  Set(action.start, data.Text("start"));
  Set(action.impact_review, data.Text("impactReview"));
  action.agreed = fact.when;
  Advance(action, Delivery::kAgreed);
}

void Reassign(Action& action, const Fact& fact, const Data& data) {
  SetOwner(action, data.Text("to"), true, fact.when);
  ++action.reassignments;
}

void Reschedule(Action& action, const Fact&, const Data& data) {
  SetDue(action, action.due.empty() ? data.Text("from") : std::string_view());
  SetDue(action, data.Text("to"));
  ++action.reschedules;
}

void Start(Action& action, const Fact& fact, const Data&) {
  action.started = fact.when;
  Advance(action, Delivery::kInProgress);
}

void Progress(Action& action, const Fact& fact, const Data& data) {
  Set(action.progress, data.Text("text"));
  Set(action.confidence, data.Text("confidence"));
  action.progressed = fact.when;
  Advance(action, Delivery::kInProgress);
}

void Block(Action& action, const Fact& fact, const Data&) {
  Advance(action, Delivery::kBlocked);
  if (action.delivery == Delivery::kBlocked) action.blocked = fact.when;
}

void Unblock(Action& action, const Fact&, const Data&) {
  action.blocked = {};
  if (action.delivery == Delivery::kBlocked) action.delivery = Delivery::kInProgress;
}

void Complete(Action& action, const Fact& fact, const Data&) {
  action.completed = fact.when;
  action.completed_by = fact.actor();
  action.blocked = {};
  Advance(action, Delivery::kCompleted);
}

void Reopen(Action& action, const Fact&, const Data&) {
  action.completed = {};
  action.completed_by.clear();
  action.cancelled = {};
  ++action.reopenings;
  action.delivery = Delivery::kInProgress;
}

void AssessImpact(Action& action, const Fact& fact, const Data& data) {
  const auto level = ParseImpact(data.Text("level"));
  if (!level) return;
  const bool evidenced = IsEvidenced(*level);
  if (!evidenced) action.impact_evidenced = {};
  if (evidenced && !IsEvidenced(action.impact)) action.impact_evidenced = fact.when;
  action.impact = *level;
  action.impact_assessed = fact.when;
  action.impact_assessed_by = fact.actor();
}

void Cancel(Action& action, const Fact& fact, const Data&) {
  action.cancelled = fact.when;
  action.blocked = {};
  Advance(action, Delivery::kCancelled);
}

constexpr std::array kActionSteps = {
    Step<Action>{"action.proposed", Propose},
    Step<Action>{"action.agreed", Agree},
    Step<Action>{"action.reassigned", Reassign},
    Step<Action>{"action.rescheduled", Reschedule},
    Step<Action>{"action.started", Start},
    Step<Action>{"action.progressed", Progress},
    Step<Action>{"action.blocked", Block},
    Step<Action>{"action.unblocked", Unblock},
    Step<Action>{"action.completed", Complete},
    Step<Action>{"action.reopened", Reopen},
    Step<Action>{"action.impact-assessed", AssessImpact},
    Step<Action>{"action.cancelled", Cancel},
};

}  // namespace

void Apply(Action& action, const Fact& fact) { Take(kActionSteps, action, fact, Describe); }

}  // namespace daybook::improvement
