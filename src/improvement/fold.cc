#include "improvement/fold.h"

#include <algorithm>
#include <variant>

#include "improvement/data.h"

namespace daybook::improvement {
namespace {

// The dispute of this name. It is made if it is not there: it may be resolved, by the clock of
// its events, before it is raised.
Dispute& FindDispute(History& history, const EventName& name) {
  const auto found = std::ranges::find(history.disputes, name, &Dispute::name);
  if (found != history.disputes.end()) return *found;
  return history.disputes.emplace_back(Dispute{.name = name, .events = {}, .note = {}});
}

void RaiseDispute(History& history, const Fact& fact) {
  Dispute& dispute = FindDispute(history, fact.name());
  dispute.events = ReferencesOf(fact);
  dispute.note = fact.data.Text("note");
}

void ResolveDispute(History& history, const Fact& fact) {
  const auto name = ReferenceOf(fact, "dispute");
  if (name) FindDispute(history, *name).resolved = true;
}

void Apply(History& history, const Fact& fact) {
  ++history.events;
  history.last = fact.order();
  if (fact.type == kDisputed) RaiseDispute(history, fact);
  if (fact.type == kResolved) ResolveDispute(history, fact);
  if (const auto correction = CorrectionOf(fact)) history.corrected.push_back(correction->event);
}

}  // namespace

Subject Fold(std::string_view name, std::span<const PackedFact> facts, const Cut& cut) {
  Subject subject = NewSubject(name);
  Stream(facts, cut).ForEach([&](const Fact& fact) { Apply(subject, fact); });
  return subject;
}

bool Follows(const Subject& subject, const Fact& fact) {
  const History& history = subject.history;
  if (fact.role == Role::kCorrection || fact.old_words) return false;
  if (history.events > 0 && fact.order() < history.last) return false;
  return std::ranges::none_of(history.corrected, [&](const EventName& name) {
    return name.id == fact.id && name.source == fact.source;
  });
}

void Apply(Subject& subject, const Fact& fact) {
  Apply(subject.history, fact);
  std::visit([&](auto& state) { Apply(state, fact); }, subject.state);
}

}  // namespace daybook::improvement
