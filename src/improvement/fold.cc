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

void RaiseDispute(History& history, const Entry& entry) {
  Dispute& dispute = FindDispute(history, NameOf(entry));
  dispute.events = ReferencesOf(entry);
  dispute.note = Data(entry.data).Text("note");
}

void ResolveDispute(History& history, const Entry& entry) {
  const auto member = Data(entry.data).Member("dispute");
  if (!member) return;
  if (const auto name = ReferenceOf(entry, *member)) FindDispute(history, *name).resolved = true;
}

void KeepDeparture(History& history, const Fact& fact, std::string_view rule, Leave leave) {
  if (history.departures.size() == kDeparturesMax) return;
  history.departures.push_back({.event = NameOf(fact.entry),
                                .position = fact.entry.position,
                                .occurred = fact.entry.occurred(),
                                .recorded = fact.entry.recorded,
                                .rule = std::string(rule),
                                .leave = leave,
                                .actor = std::string(ActorOf(fact)),
                                .reason = std::string(fact.entry.reason)});
}

// What an event breaks on the state before it, and what it says that it breaks.
void KeepDepartures(Subject& subject, const Fact& fact) {
  const Entry& entry = fact.entry;
  const Leave leave = entry.imported ? Leave::kImport : Leave::kNone;
  for (const Breach& breach : Breaches(subject, fact)) {
    if (IsOverridden(entry.ruleoverride, breach.rule->name)) continue;
    KeepDeparture(subject.history, fact, breach.rule->name, leave);
  }
  ForEachOverride(entry.ruleoverride, [&](std::string_view rule) {
    KeepDeparture(subject.history, fact, rule, Leave::kOverride);
  });
}

// History is told late by its nature.
void KeepDelay(History& history, const Fact& fact) {
  const Entry& entry = fact.entry;
  if (entry.imported || fact.when.precision == Precision::kUnknown) return;
  if (entry.recorded - entry.occurred() < std::chrono::days(1)) return;
  if (history.delays.size() == kDeparturesMax) return;
  history.delays.push_back({entry.position, entry.occurred(), entry.recorded});
}

void Apply(History& history, const Entry& entry) {
  ++history.events;
  history.last = {entry.occurred(), entry.position};
  if (entry.type == kDisputed) RaiseDispute(history, entry);
  if (entry.type == kResolved) ResolveDispute(history, entry);
  if (const auto correction = CorrectionOf(entry)) {
    history.corrected.push_back(correction->event);
  }
}

}  // namespace

Subject Fold(std::string_view name, std::span<const std::string> entries) {
  Subject subject = NewSubject(name);
  Stream(entries).ForEach([&](const Fact& fact) { Apply(subject, fact); });
  return subject;
}

bool Follows(const Subject& subject, const Entry& entry) {
  const History& history = subject.history;
  if (entry.type == kCorrected) return false;
  if (history.events > 0 && Order{entry.occurred(), entry.position} < history.last) return false;
  return std::ranges::none_of(history.corrected, [&](const EventName& name) {
    return name.id == entry.id && name.source == entry.source;
  });
}

void Apply(Subject& subject, const Fact& fact) {
  KeepDepartures(subject, fact);
  KeepDelay(subject.history, fact);
  Apply(subject.history, fact.entry);
  std::visit([&](auto& state) { Apply(state, fact); }, subject.state);
}

}  // namespace daybook::improvement
