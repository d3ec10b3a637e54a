#include "improvement/rules.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <variant>

#include "improvement/correction.h"
#include "improvement/data.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

template <typename State>
concept HasRulesOfItsOwn = requires(const State& state, const Fact& event, Verdict& verdict) {
  Judge(state, event, verdict);
};

void JudgeState(const Subject& subject, const Fact& event, Verdict& verdict) {
  std::visit(
      [&]<typename State>(const State& state) {
        if constexpr (HasRulesOfItsOwn<State>) Judge(state, event, verdict);
      },
      subject.state);
}

void JudgeResolution(const History& history, const Fact& event, Verdict& verdict) {
  if (event.type != kResolved) return;
  const auto name = ReferenceOf(event, "dispute");
  const auto dispute =
      name ? std::ranges::find(history.disputes, *name, &Dispute::name) : history.disputes.end();
  verdict.Require(dispute != history.disputes.end() && !dispute->resolved, rules::kDisputeOpen,
                  "/data/dispute");
}

constexpr std::array<std::string_view, 6> kRuledKinds = {"action", "finding", "evidence",
                                                         "visit",  "meeting", "person"};

constexpr std::array<std::string_view, 3> kNameEvidence = {
    "action.completed", "action.impact-assessed", "finding.impact-assessed"};

bool NamesEvidence(const Fact& event) {
  return std::ranges::find(kNameEvidence, event.type) != kNameEvidence.end();
}

void JudgeNamedEvidence(const Subjects& known, const Fact& event, Verdict& verdict) {
  if (!NamesEvidence(event)) return;
  verdict.Require(WereAdded(known, event.data.Texts("evidence")), rules::kEvidenceNamed,
                  "/data/evidence");
}

void JudgeClosing(const Subjects& known, const Fact& event, Verdict& verdict) {
  const auto* finding = Find<Finding>(known, event.subject);
  if (!ClosesFinding(event) || finding == nullptr || IsStrength(*finding)) return;
  bool supported = false;
  ForEach<Evidence>(known, [&](const Subject&, const Evidence& evidence) {
    supported = supported || Supports(evidence, event.subject);
  });
  verdict.Require(supported, rules::kFindingClosedEvidence);
  const Data& data = event.data;
  const auto* meeting = Find<Meeting>(known, data.Text("decision"));
  verdict.Require(
      meeting && DecidesClosure(*meeting, event.subject, data.Text("ref"), finding->reopened),
      rules::kFindingClosedDecision, "/data/decision");
}

}  // namespace

bool HasRules(const Fact& event) {
  const std::string_view type = event.type;
  return std::ranges::find(kRuledKinds, event.kind()) != kRuledKinds.end() || type == kCorrected ||
         type == kResolved || type == kReleased;
}

std::vector<Breach> Breaches(const Subject& subject, const Fact& event) {
  Verdict verdict;
  JudgeState(subject, event, verdict);
  JudgeResolution(subject.history, event, verdict);
  return std::move(verdict.breaches);
}

std::vector<Breach> Breaches(const Subjects& known, const Fact& event) {
  const auto own = known.find(event.subject);
  Verdict verdict;
  verdict.breaches = own == known.end() ? Breaches(NewSubject(event.subject), event)
                                        : Breaches(own->second, event);
  JudgeNamedEvidence(known, event, verdict);
  JudgeClosing(known, event, verdict);
  return std::move(verdict.breaches);
}

std::vector<std::string> Consulted(const Fact& event) {
  const Data& data = event.data;
  if (NamesEvidence(event)) return data.Texts("evidence");
  if (ClosesFinding(event)) return data.Texts("decision");
  return {};
}

std::vector<Breach> WithOverride(std::vector<Breach> breaches, const Fact& event, bool allowed) {
  const std::string_view names = event.ruleoverride;
  if (names.empty()) return breaches;
  Verdict verdict;
  verdict.Require(allowed, rules::kOverrideAllowed, "/ruleoverride");
  verdict.Require(!event.reason.empty(), rules::kOverrideReason, "/reason");
  ForEachOverride(names, [&](std::string_view name) {
    const bool broken = std::ranges::any_of(
        breaches, [&](const Breach& breach) { return breach.rule->name == name; });
    verdict.Require(broken, rules::kOverrideBroken, "/ruleoverride", name, "It does not break");
  });
  std::ranges::copy_if(breaches, std::back_inserter(verdict.breaches), [&](const Breach& breach) {
    return breach.rule->absolute || !IsOverridden(names, breach.rule->name);
  });
  return std::move(verdict.breaches);
}

bool IsOverridden(std::string_view ruleoverride, std::string_view rule) {
  bool named = false;
  ForEachOverride(ruleoverride, [&](std::string_view name) { named = named || name == rule; });
  return named;
}

}  // namespace daybook::improvement
