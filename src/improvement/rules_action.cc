// The delivery of an action:
//
//   proposed → agreed → in progress ⇄ blocked → completed → in progress (reopened)
//   proposed, agreed, in progress, blocked → cancelled

#include <algorithm>
#include <array>

#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/rules.h"

namespace daybook::improvement {
namespace {

// An action that was first heard of when work on it had begun is as good as proposed.
bool IsKnown(const Action& action) {
  return action.proposed || action.delivery != Delivery::kProposed;
}

bool IsOpen(const Action& action) {
  return action.delivery == Delivery::kAgreed || action.delivery == Delivery::kInProgress ||
         action.delivery == Delivery::kBlocked;
}

void Require(bool kept, const Rule& rule, const Action& action, Verdict& verdict) {
  verdict.Require(kept, rule, {}, NameOf(action.delivery));
}

void Propose(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(!IsKnown(action), rules::kActionProposedOnce, action, verdict);
}

void Agree(const Action& action, const Fact&, const Data& data, Verdict& verdict) {
  Require(action.delivery == Delivery::kProposed, rules::kActionAgreedWhenProposed, action,
          verdict);
  verdict.Require(!data.Text("owner").empty(), rules::kActionAgreedOwner, "/data/owner");
  verdict.Require(!data.Text("due").empty(), rules::kActionAgreedDue, "/data/due");
}

void Start(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(action.delivery == Delivery::kAgreed, rules::kActionStartedWhenAgreed, action, verdict);
}

void Progress(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(IsOpen(action), rules::kActionProgressedWhenOpen, action, verdict);
}

void Block(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(action.delivery == Delivery::kInProgress, rules::kActionBlockedWhenInProgress, action,
          verdict);
}

void Unblock(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(action.delivery == Delivery::kBlocked, rules::kActionUnblockedWhenBlocked, action,
          verdict);
}

void Complete(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(action.delivery == Delivery::kInProgress || action.delivery == Delivery::kBlocked,
          rules::kActionCompletedWhenUnderWay, action, verdict);
}

void Reopen(const Action& action, const Fact&, const Data&, Verdict& verdict) {
  Require(action.delivery == Delivery::kCompleted, rules::kActionReopenedWhenCompleted, action,
          verdict);
}

void Cancel(const Action& action, const Fact& event, const Data&, Verdict& verdict) {
  Require(action.delivery < Delivery::kCompleted, rules::kActionCancelledWhenOpen, action, verdict);
  verdict.Require(!event.reason.empty(), rules::kActionCancelledReason, "/reason");
}

void Reschedule(const Action& action, const Fact& event, const Data& data, Verdict& verdict) {
  const std::string_view from = data.Text("from");
  Require(IsOpen(action), rules::kActionRescheduledWhenOpen, action, verdict);
  verdict.Require(!event.reason.empty(), rules::kActionRescheduledReason, "/reason");
  verdict.Require(from.empty() || from == action.due, rules::kActionRescheduledFrom, "/data/from",
                  action.due);
}

void Reassign(const Action& action, const Fact& event, const Data& data, Verdict& verdict) {
  const std::string_view from = data.Text("from");
  Require(IsOpen(action), rules::kActionReassignedWhenOpen, action, verdict);
  verdict.Require(!event.reason.empty(), rules::kActionReassignedReason, "/reason");
  verdict.Require(from.empty() || from == action.owner, rules::kActionReassignedFrom, "/data/from",
                  action.owner);
  verdict.Require(!data.Text("to").empty(), rules::kActionReassignedOwner, "/data/to");
}

// Whoever comes in as `head-of-mash` is `person/head-of-mash`.
bool IsOwner(std::string_view name, std::string_view owner) {
  constexpr std::string_view kPerson = "person/";
  if (name.empty()) return false;
  if (!name.starts_with(kPerson) && owner.starts_with(kPerson)) owner.remove_prefix(kPerson.size());
  return name == owner;
}

void AssessImpact(const Action& action, const Fact& event, const Data&, Verdict& verdict) {
  const bool self = IsOwner(event.authid, action.owner) || IsOwner(event.actor(), action.owner);
  verdict.Require(!self, rules::kActionAssessedByAnother, {}, action.owner, "It is owned by");
  JudgeImpact(action.impact, event, verdict);
}

struct ActionCheck {
  std::string_view type;
  void (*judge)(const Action&, const Fact&, const Data&, Verdict&);
};

constexpr std::array kActionChecks = {
    ActionCheck{"action.proposed", Propose},    ActionCheck{"action.agreed", Agree},
    ActionCheck{"action.reassigned", Reassign}, ActionCheck{"action.rescheduled", Reschedule},
    ActionCheck{"action.started", Start},       ActionCheck{"action.progressed", Progress},
    ActionCheck{"action.blocked", Block},       ActionCheck{"action.unblocked", Unblock},
    ActionCheck{"action.completed", Complete},  ActionCheck{"action.impact-assessed", AssessImpact},
    ActionCheck{"action.reopened", Reopen},     ActionCheck{"action.cancelled", Cancel},
};

}  // namespace

void Judge(const Action& action, const Fact& event, Verdict& verdict) {
  const auto check = std::ranges::find(kActionChecks, event.type, &ActionCheck::type);
  if (check == kActionChecks.end()) return;
  if (!IsKnown(action) && check->judge != Propose) {
    return verdict.Require(false, rules::kActionProposedFirst);
  }
  check->judge(action, event, event.data, verdict);
}

}  // namespace daybook::improvement
