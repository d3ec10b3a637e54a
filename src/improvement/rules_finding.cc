// What may be done about a finding, and how its impact, or an action's, may move:
//
//   not-assessed → not-yet-evident → emerging → evidenced → embedded; evidenced, embedded → lost

#include <algorithm>
#include <array>

#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/rules.h"

namespace daybook::improvement {
namespace {

constexpr std::string_view kFindingClosed = "finding.closed";

void Require(bool kept, const Rule& rule, const Finding& finding, Verdict& verdict) {
  verdict.Require(kept, rule, {}, NameOf(finding.standing));
}

// A finding of any kind may be raised again, by another visit.
void Raise(const Finding&, const Fact&, Verdict&) {}

void AssessImpact(const Finding& finding, const Fact& event, Verdict& verdict) {
  JudgeImpact(finding.impact, event, verdict);
}

void ProposeClosure(const Finding& finding, const Fact&, Verdict& verdict) {
  if (IsStrength(finding)) return verdict.Require(false, rules::kStrengthNotClosed);
  Require(finding.standing == Standing::kOpen, rules::kFindingClosedWhenOpen, finding, verdict);
}

void Close(const Finding& finding, const Fact& event, Verdict& verdict) {
  ProposeClosure(finding, event, verdict);
  if (IsStrength(finding)) return;
  verdict.Require(IsEvidenced(finding.impact), rules::kFindingClosedImpact, {},
                  NameOf(finding.impact));
}

void Reopen(const Finding& finding, const Fact& event, Verdict& verdict) {
  Require(finding.standing == Standing::kClosed || finding.standing == Standing::kDeclined,
          rules::kFindingReopenedWhenClosed, finding, verdict);
  verdict.Require(!event.reason.empty(), rules::kFindingReopenedReason, "/reason");
}

void Decline(const Finding& finding, const Fact&, Verdict& verdict) {
  const bool strength = IsStrength(finding) && finding.standing == Standing::kOpen;
  Require(strength || finding.standing == Standing::kClosed, rules::kFindingDeclined, finding,
          verdict);
}

void AnyOther(const Finding&, const Fact&, Verdict&) {}

struct FindingCheck {
  std::string_view type;
  void (*judge)(const Finding&, const Fact&, Verdict&);
};

constexpr std::array kFindingChecks = {
    FindingCheck{"finding.raised", Raise},
    FindingCheck{"finding.impact-assessed", AssessImpact},
    FindingCheck{"finding.closure-proposed", ProposeClosure},
    FindingCheck{kFindingClosed, Close},
    FindingCheck{"finding.reopened", Reopen},
    FindingCheck{"finding.declined", Decline},
    FindingCheck{"finding.incorporated", AnyOther},
    FindingCheck{"finding.split", AnyOther},
    FindingCheck{"finding.superseded", AnyOther},
};

}  // namespace

void Judge(const Finding& finding, const Fact& event, Verdict& verdict) {
  const auto check = std::ranges::find(kFindingChecks, event.type, &FindingCheck::type);
  if (check == kFindingChecks.end()) return;
  if (!finding.raised && check->judge != Raise) {
    return verdict.Require(false, rules::kFindingRaisedFirst);
  }
  check->judge(finding, event, verdict);
}

void JudgeImpact(Impact present, const Fact& event, Verdict& verdict) {
  constexpr std::string_view kLevel = "/data/level";
  const auto level = ParseImpact(event.data.Text("level"));
  const std::string_view now = NameOf(present);
  verdict.Require(level != Impact::kEmbedded || IsEvidenced(present), rules::kImpactEmbedded,
                  kLevel, now);
  verdict.Require(level != Impact::kLost || IsEvidenced(present), rules::kImpactLost, kLevel, now);
  verdict.Require(level != Impact::kNotAssessed || present == Impact::kNotAssessed,
                  rules::kImpactAssessed, kLevel, now);
}

bool ClosesFinding(const Fact& event) {
  return event.type == kFindingClosed && event.kind() == "finding";
}

bool Supports(const Evidence& evidence, std::string_view finding) {
  return evidence.review == Review::kAccepted &&
         std::ranges::find(evidence.targets, finding) != evidence.targets.end();
}

bool DecidesClosure(const Meeting& meeting, std::string_view finding, std::string_view ref,
                    const Moment& reopened) {
  if (!IsBoard(meeting)) return false;
  return std::ranges::any_of(meeting.decisions, [&](const Decision& decision) {
    return decision.kind == "closure" && (ref.empty() || decision.ref == ref) &&
           NotAfter(reopened, decision.taken) &&
           std::ranges::find(decision.targets, finding) != decision.targets.end();
  });
}

}  // namespace daybook::improvement
