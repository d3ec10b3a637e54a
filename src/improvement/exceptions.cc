#include "improvement/exceptions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "improvement/brag.h"
#include "improvement/event_cells.h"
#include "improvement/rules.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

// Evidence by the findings it is linked to.
using EvidenceOf = std::multimap<std::string_view, const Evidence*>;

std::string_view NameOf(Leave leave) {
  switch (leave) {
    case Leave::kImport:
      return "import";
    case Leave::kOverride:
      return "override";
    case Leave::kNone:
      break;
  }
  return "history";
}

// The sentence of the rule of this name; "" if there is none any more.
std::string_view SentenceOf(std::string_view rule) {
  const auto found = std::ranges::find(AllRules(), rule, &Rule::name);
  return found == AllRules().end() ? std::string_view() : (*found)->sentence;
}

EvidenceOf FindEvidence(const Subjects& subjects) {
  EvidenceOf found;
  ForEach<Evidence>(subjects, [&](const Subject&, const Evidence& evidence) {
    for (const std::string& target : evidence.targets) found.emplace(target, &evidence);
  });
  return found;
}

class ExceptionTable {
 public:
  ExceptionTable(const Subjects& subjects, const AsOf& as_of)
      : subjects_(subjects),
        policy_(PolicyOn(subjects, as_of.day).policy),
        all_(as_of.audience == Audience::kInternal),
        evidence_(FindEvidence(subjects)) {
    for (const auto& [name, subject] : subjects) {
      AddDepartures(subject);
      if (all_) AddShared(subject);
      AddDelays(subject);
      AddDisputes(subject);
    }
  }

  std::vector<std::vector<Cell>> rows;

 private:
  void AddDepartures(const Subject& subject) {
    for (const Departure& departure : subject.history.departures) {
      if (!all_ && departure.leave != Leave::kOverride) continue;
      const bool explained = departure.leave == Leave::kOverride && !departure.reason.empty();
      rows.push_back({TextCell(NameOf(departure.leave)), subject.name, departure.rule,
                      std::to_string(departure.position), departure.event.id,
                      LondonDay(departure.occurred), LondonDay(departure.recorded),
                      LondonDaysBetween(departure.occurred, departure.recorded),
                      TextCell(departure.actor),
                      explained ? Cell(departure.reason) : TextCell(SentenceOf(departure.rule))});
    }
  }

  // Rules that look at several subjects, on what those have come to.
  void AddShared(const Subject& subject) {
    if (const auto* finding = std::get_if<Finding>(&subject.state)) {
      AddNamedEvidence(subject, finding->evidence, finding->impact_assessed);
      if (finding->standing == Standing::kClosed) AddClosing(subject, *finding);
    }
    if (const auto* action = std::get_if<Action>(&subject.state)) {
      AddNamedEvidence(subject, action->evidence, action->completed);
    }
  }

  void AddClosing(const Subject& subject, const Finding& finding) {
    const auto [first, last] = evidence_.equal_range(subject.name);
    const bool supported = std::any_of(first, last, [&](const auto& linked) {
      return linked.second->accepted && NotAfter(linked.second->accepted, finding.closed);
    });
    if (!supported) AddRule(subject, rules::kFindingClosedEvidence, finding.closed);
    const auto* meeting = Find<Meeting>(subjects_, finding.decision);
    if (!meeting || !DecidesClosure(*meeting, subject.name, {}, finding.reopened)) {
      AddRule(subject, rules::kFindingClosedDecision, finding.closed);
    }
  }

  void AddNamedEvidence(const Subject& subject, const std::vector<std::string>& names,
                        const Moment& when) {
    if (!WereAdded(subjects_, names)) AddRule(subject, rules::kEvidenceNamed, when);
  }

  void AddRule(const Subject& subject, const Rule& rule, const Moment& when) {
    // What was overridden has a row already.
    const bool told = std::ranges::any_of(
        subject.history.departures,
        [&](const Departure& departure) { return departure.rule == rule.name; });
    if (told) return;
    rows.push_back({"history", subject.name, TextCell(rule.name), Cell(), Cell(),
                    TextCell(when.day), Cell(), Cell(), Cell(), TextCell(rule.sentence)});
  }

  void AddDelays(const Subject& subject) {
    for (const Delay& delay : subject.history.delays) {
      const std::int64_t days = LondonDaysBetween(delay.occurred, delay.recorded);
      if (!std::cmp_greater(days, policy_.late_recording_days)) continue;
      rows.push_back({"late", subject.name, Cell(), std::to_string(delay.position), Cell(),
                      LondonDay(delay.occurred), LondonDay(delay.recorded), days, Cell(), Cell()});
    }
  }

  void AddDisputes(const Subject& subject) {
    for (const Dispute& dispute : subject.history.disputes) {
      if (dispute.resolved) continue;
      rows.push_back({"dispute", subject.name, Cell(), Cell(), dispute.name.id, Cell(), Cell(),
                      Cell(), Cell(), TextCell(dispute.note)});
    }
  }

  const Subjects& subjects_;
  const Policy policy_;
  const bool all_;  // events are seen, whoever they are released to
  const EvidenceOf evidence_;
};

}  // namespace

Table Exceptions(const Subjects& subjects, const AsOf& as_of) {
  return {.name = "exceptions",
          .columns = {"exception", "subject", "rule", "position", "event", "occurred", "recorded",
                      "lagDays", "actor", "detail"},
          .rows = ExceptionTable(subjects, as_of).rows};
}

}  // namespace daybook::improvement
