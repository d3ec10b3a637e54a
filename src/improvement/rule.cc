#include "improvement/rule.h"

#include <fmt/format.h>

#include <array>

namespace daybook::improvement {

std::string SentenceOf(const Breach& breach) {
  if (breach.present.empty()) return std::string(breach.rule->sentence);
  return fmt::format("{} {} {}.", breach.rule->sentence, breach.lead, breach.present);
}

std::span<const Rule* const> AllRules() {
  using namespace rules;
  static constexpr std::array kAll = {
      &kActionProposedFirst,
      &kActionProposedOnce,
      &kActionAgreedWhenProposed,
      &kActionAgreedOwner,
      &kActionAgreedDue,
      &kActionStartedWhenAgreed,
      &kActionProgressedWhenOpen,
      &kActionBlockedWhenInProgress,
      &kActionUnblockedWhenBlocked,
      &kActionCompletedWhenUnderWay,
      &kActionReopenedWhenCompleted,
      &kActionCancelledWhenOpen,
      &kActionCancelledReason,
      &kActionAssessedByAnother,
      &kActionRescheduledWhenOpen,
      &kActionRescheduledReason,
      &kActionRescheduledFrom,
      &kActionReassignedWhenOpen,
      &kActionReassignedReason,
      &kActionReassignedFrom,
      &kActionReassignedOwner,
      &kImpactEmbedded,
      &kImpactLost,
      &kImpactAssessed,
      &kEvidenceNamed,
      &kFindingRaisedFirst,
      &kStrengthNotClosed,
      &kFindingClosedWhenOpen,
      &kFindingClosedImpact,
      &kFindingClosedEvidence,
      &kFindingClosedDecision,
      &kFindingReopenedWhenClosed,
      &kFindingReopenedReason,
      &kFindingDeclined,
      &kEvidenceAddedFirst,
      &kEvidenceAddedOnce,
      &kEvidenceNotWithdrawn,
      &kEvidenceAcceptedByAnother,
      &kEvidenceRejectedReason,
      &kEvidenceWithdrawnReason,
      &kVisitAnnouncedBeforeStart,
      &kVisitStartedOnce,
      &kVisitEndedAfterStart,
      &kVisitJudgedAfterStart,
      &kVisitReportedAfterEnd,
      &kMeetingDecidedWhenHeld,
      &kPersonErasedNoHold,
      &kPersonHoldPlacedOnce,
      &kPersonHoldLifted,
      &kCorrectionNamesEvent,
      &kCorrectionQuotesValue,
      &kDisputeOpen,
      &kReleaseNamesEvents,
      &kReleaseRaises,
      &kOverrideReason,
      &kOverrideBroken,
      &kOverrideAllowed,
  };
  return kAll;
}

}  // namespace daybook::improvement
