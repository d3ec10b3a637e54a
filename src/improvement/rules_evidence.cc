// What may be done with evidence, with a visit and at a meeting.

#include <algorithm>
#include <array>

#include "improvement/data.h"
#include "improvement/field.h"
#include "improvement/rules.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

// Where nobody is known to have added it, or to accept it, nobody can be told to be the same.
bool IsSame(std::string_view one, std::string_view other) { return !one.empty() && one == other; }

void Add(const Evidence& evidence, const Fact&, Verdict& verdict) {
  verdict.Require(!evidence.added || evidence.review == Review::kWithdrawn,
                  rules::kEvidenceAddedOnce, {}, NameOf(evidence.review));
}

void Link(const Evidence&, const Fact&, Verdict&) {}

void Accept(const Evidence& evidence, const Fact& event, Verdict& verdict) {
  const bool self = IsSame(event.actor(), evidence.added_by);
  const bool by = IsSame(event.data.Text("by"), evidence.added_by);
  verdict.Require(!self && !by, rules::kEvidenceAcceptedByAnother, by ? "/data/by" : "",
                  evidence.added_by, "It was added by");
}

void Reject(const Evidence&, const Fact& event, Verdict& verdict) {
  verdict.Require(!event.reason.empty(), rules::kEvidenceRejectedReason, "/reason");
}

void Withdraw(const Evidence&, const Fact& event, Verdict& verdict) {
  verdict.Require(!event.reason.empty(), rules::kEvidenceWithdrawnReason, "/reason");
}

struct EvidenceCheck {
  std::string_view type;
  void (*judge)(const Evidence&, const Fact&, Verdict&);
};

constexpr std::array kEvidenceChecks = {
    EvidenceCheck{"evidence.added", Add},          EvidenceCheck{"evidence.linked", Link},
    EvidenceCheck{"evidence.accepted", Accept},    EvidenceCheck{"evidence.rejected", Reject},
    EvidenceCheck{"evidence.withdrawn", Withdraw},
};

}  // namespace

void Judge(const Evidence& evidence, const Fact& event, Verdict& verdict) {
  const auto check = std::ranges::find(kEvidenceChecks, event.type, &EvidenceCheck::type);
  if (check == kEvidenceChecks.end()) return;
  if (check->judge != Add) {
    if (!evidence.added) return verdict.Require(false, rules::kEvidenceAddedFirst);
    verdict.Require(evidence.review != Review::kWithdrawn, rules::kEvidenceNotWithdrawn);
  }
  check->judge(evidence, event, verdict);
}

bool WereAdded(const Subjects& known, const std::vector<std::string>& names) {
  return std::ranges::all_of(names, [&](const std::string& name) {
    const auto* evidence = Find<Evidence>(known, name);
    return evidence && evidence->added;
  });
}

void Judge(const Visit& visit, const Fact& event, Verdict& verdict) {
  const std::string_view type = event.type;
  const bool started = visit.started || visit.ended;
  if (type == "visit.announced" || type == "visit.postponed") {
    verdict.Require(!started, rules::kVisitAnnouncedBeforeStart);
  } else if (type == "visit.started") {
    verdict.Require(!started, rules::kVisitStartedOnce);
  } else if (type == "visit.ended") {
    verdict.Require(visit.started && !visit.ended, rules::kVisitEndedAfterStart);
  } else if (type == "visit.feedback-given" || type == "visit.judgement-given") {
    verdict.Require(started, rules::kVisitJudgedAfterStart);
  } else if (type.starts_with("visit.report-")) {
    verdict.Require(visit.ended.at.has_value(), rules::kVisitReportedAfterEnd);
  }
}

void Judge(const Meeting& meeting, const Fact& event, Verdict& verdict) {
  if (event.type != "meeting.decided") return;
  verdict.Require(meeting.held.at.has_value(), rules::kMeetingDecidedWhenHeld);
}

}  // namespace daybook::improvement
