#include "improvement/fold.h"

#include <algorithm>
#include <chrono>
#include <variant>

#include "improvement/data.h"
#include "improvement/rules.h"
#include "improvement/step.h"

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

void KeepDeparture(History& history, const Fact& fact, std::string_view rule, Leave leave) {
  if (history.departures.size() == kDeparturesMax) return;
  history.departures.push_back({.event = fact.name(),
                                .position = fact.position,
                                .occurred = *fact.when.at,
                                .recorded = fact.recorded,
                                .rule = std::string(rule),
                                .leave = leave,
                                .actor = std::string(fact.actor()),
                                .reason = std::string(fact.reason)});
}

// What an event breaks on the state before it, and what it says that it breaks.
void KeepDepartures(Subject& subject, const Fact& fact) {
  const Leave leave = fact.imported ? Leave::kImport : Leave::kNone;
  for (const Breach& breach : Breaches(subject, fact)) {
    if (IsOverridden(fact.ruleoverride, breach.rule->name)) continue;
    KeepDeparture(subject.history, fact, breach.rule->name, leave);
  }
  ForEachOverride(fact.ruleoverride, [&](std::string_view rule) {
    KeepDeparture(subject.history, fact, rule, Leave::kOverride);
  });
}

// History is told late by its nature.
void KeepDelay(History& history, const Fact& fact) {
  if (fact.imported || fact.when.precision == Precision::kUnknown) return;
  if (fact.recorded - *fact.when.at < std::chrono::days(1)) return;
  if (history.delays.size() == kDeparturesMax) return;
  history.delays.push_back(
      {.position = fact.position, .occurred = *fact.when.at, .recorded = fact.recorded});
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
  KeepDepartures(subject, fact);
  KeepDelay(subject.history, fact);
  Apply(subject.history, fact);
  std::visit([&](auto& state) { Apply(state, fact); }, subject.state);
}

}  // namespace daybook::improvement
