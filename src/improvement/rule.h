// The rules that guard what people do now. Each has a name for ever (events name those they
// knowingly break) and one sentence, which is what whoever breaks it reads first.

#ifndef DAYBOOK_IMPROVEMENT_RULE_H_
#define DAYBOOK_IMPROVEMENT_RULE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::improvement {

struct Rule {
  std::string_view name;
  std::string_view sentence;
  bool absolute = false;  ///< Nobody may override it, and it holds for imports, too.
};

/// A rule that an event does not keep to. Its texts are views into the event and the states that
/// it was judged by.
struct Breach {
  const Rule* rule = nullptr;
  std::string_view pointer;  ///< RFC 6901, into the event: `/data/due`, or "" for all of it.
  std::string_view lead;     ///< What introduces `present`: "It is".
  std::string_view present;  ///< How things stand, in a word; "" if that says nothing.
};

/// The rule's sentence, and how things stand: "Work begins on an action that is agreed. It is
/// completed."
std::string SentenceOf(const Breach& breach);

/// Gathers what an event breaks. Nothing is allocated while nothing is broken.
class Verdict {
 public:
  void Require(bool kept, const Rule& rule, std::string_view pointer = {},
               std::string_view present = {}, std::string_view lead = "It is") {
    if (!kept) breaches.push_back({&rule, pointer, lead, present});
  }

  std::vector<Breach> breaches;
};

/// Every rule, those of one kind of subject together.
std::span<const Rule* const> AllRules();

namespace rules {

// Of an action: proposed → agreed → in progress ⇄ blocked → completed → reopened, or cancelled.
inline constexpr Rule kActionProposedFirst{
    "action-proposed-first", "An action is proposed before anything else is done about it."};
inline constexpr Rule kActionProposedOnce{"action-proposed-once", "An action is proposed once."};
inline constexpr Rule kActionAgreedWhenProposed{
    "action-agreed-when-proposed", "An action is agreed once, while it is no more than proposed."};
inline constexpr Rule kActionAgreedOwner{"action-agreed-owner",
                                         "Agreeing an action names its one owner."};
inline constexpr Rule kActionAgreedDue{"action-agreed-due",
                                       "Agreeing an action names the day it is due."};
inline constexpr Rule kActionStartedWhenAgreed{"action-started-when-agreed",
                                               "Work begins on an action that is agreed."};
inline constexpr Rule kActionProgressedWhenOpen{
    "action-progressed-when-open",
    "Progress is told of an action that is agreed, in progress or blocked."};
inline constexpr Rule kActionBlockedWhenInProgress{
    "action-blocked-when-in-progress", "Only an action that is in progress becomes blocked."};
inline constexpr Rule kActionUnblockedWhenBlocked{"action-unblocked-when-blocked",
                                                  "Only an action that is blocked is unblocked."};
inline constexpr Rule kActionCompletedWhenUnderWay{
    "action-completed-when-under-way",
    "Only an action that work has begun on is completed, and only once."};
inline constexpr Rule kActionReopenedWhenCompleted{"action-reopened-when-completed",
                                                   "Only an action that is completed is reopened."};
inline constexpr Rule kActionCancelledWhenOpen{
    "action-cancelled-when-open",
    "An action that is completed, or cancelled already, is not cancelled."};
inline constexpr Rule kActionAssessedByAnother{
    "action-impact-assessed-by-another", "Nobody assesses the impact of an action that they own."};
inline constexpr Rule kActionCancelledReason{"action-cancelled-reason",
                                             "Cancelling an action needs a `reason`."};
inline constexpr Rule kActionRescheduledWhenOpen{
    "action-rescheduled-when-open",
    "An action has its day moved while it is agreed, in progress or blocked."};
inline constexpr Rule kActionRescheduledReason{"action-rescheduled-reason",
                                               "Rescheduling an action needs a `reason`."};
inline constexpr Rule kActionRescheduledFrom{
    "action-rescheduled-from", "Rescheduling moves an action from the day it is due now."};
inline constexpr Rule kActionReassignedWhenOpen{
    "action-reassigned-when-open",
    "An action changes hands while it is agreed, in progress or blocked."};
inline constexpr Rule kActionReassignedReason{"action-reassigned-reason",
                                              "Reassigning an action needs a `reason`."};
inline constexpr Rule kActionReassignedFrom{
    "action-reassigned-from", "Reassigning takes an action from the one who owns it now."};
inline constexpr Rule kActionReassignedOwner{"action-reassigned-owner",
                                             "Reassigning an action names its one new owner."};

// Of the impact of an action or a finding.
inline constexpr Rule kImpactEmbedded{"impact-embedded-after-evidenced",
                                      "Impact is embedded only after it was evidenced."};
inline constexpr Rule kImpactLost{"impact-lost-after-evidenced",
                                  "Impact is lost only where it was evidenced or embedded."};
inline constexpr Rule kImpactAssessed{
    "impact-stays-assessed", "Impact that was assessed does not become not-assessed again."};
inline constexpr Rule kEvidenceNamed{
    "evidence-named-was-added",
    "Evidence that an assessment or a completion names was added before it."};

// Of a finding.
inline constexpr Rule kFindingRaisedFirst{
    "finding-raised-first", "A finding is raised before anything else is done about it."};
inline constexpr Rule kStrengthNotClosed{"strength-not-closed",
                                         "A strength is watched, never closed."};
inline constexpr Rule kFindingClosedWhenOpen{"finding-closed-when-open",
                                             "Only a finding that is open is closed."};
inline constexpr Rule kFindingClosedImpact{
    "finding-closed-impact", "A finding closes only when its impact is evidenced or embedded."};
inline constexpr Rule kFindingClosedEvidence{
    "finding-closed-evidence",
    "A finding closes only when evidence that is linked to it was accepted."};
inline constexpr Rule kFindingClosedDecision{
    "finding-closed-decision",
    "A finding closes only by an improvement board's decision of kind closure that names it."};
inline constexpr Rule kFindingReopenedWhenClosed{
    "finding-reopened-when-closed", "Only a finding that is closed or declined is reopened."};
inline constexpr Rule kFindingReopenedReason{"finding-reopened-reason",
                                             "Reopening a finding needs a `reason`."};
inline constexpr Rule kFindingDeclined{"finding-declined-strength-or-closed",
                                       "Only a strength or a closed finding declines."};

// Of evidence.
inline constexpr Rule kEvidenceAddedFirst{
    "evidence-added-first", "Evidence is added before anything else is done with it."};
inline constexpr Rule kEvidenceAddedOnce{"evidence-added-once",
                                         "Evidence is added once, unless it was withdrawn."};
inline constexpr Rule kEvidenceNotWithdrawn{
    "evidence-not-withdrawn",
    "Evidence that was withdrawn is not linked, accepted, rejected or withdrawn again."};
inline constexpr Rule kEvidenceAcceptedByAnother{
    "evidence-accepted-by-another", "Nobody accepts evidence that they added themselves."};
inline constexpr Rule kEvidenceRejectedReason{"evidence-rejected-reason",
                                              "Rejecting evidence needs a `reason`."};
inline constexpr Rule kEvidenceWithdrawnReason{"evidence-withdrawn-reason",
                                               "Withdrawing evidence needs a `reason`."};

// Of a visit and a meeting.
inline constexpr Rule kVisitAnnouncedBeforeStart{
    "visit-announced-before-start", "A visit is announced and postponed before it starts."};
inline constexpr Rule kVisitStartedOnce{"visit-started-once", "A visit starts once."};
inline constexpr Rule kVisitEndedAfterStart{"visit-ended-after-start",
                                            "A visit ends once, after it has started."};
inline constexpr Rule kVisitJudgedAfterStart{
    "visit-judged-after-start", "A visit gives feedback and judgements only after it has started."};
inline constexpr Rule kVisitReportedAfterEnd{
    "visit-reported-after-end",
    "A visit's report is received, published and disclosed only after the visit has ended."};
inline constexpr Rule kMeetingDecidedWhenHeld{"meeting-decided-when-held",
                                              "A meeting decides only once it is held."};

// Of a person.
inline constexpr Rule kPersonErasedNoHold{
    "person-erased-without-hold",
    "Nobody is erased while a hold asks for what is known of them to be kept; this is not "
    "overridden.",
    /*absolute=*/true};
inline constexpr Rule kPersonHoldPlacedOnce{"person-hold-placed-once",
                                            "A hold is placed once, and not on one who is erased."};
inline constexpr Rule kPersonHoldLifted{"person-hold-lifted-when-placed",
                                        "Only a hold that stands is lifted."};

// Of any subject.
inline constexpr Rule kCorrectionNamesEvent{
    "correction-names-event",
    "A correction names an event of its own subject, which is no correction itself."};
inline constexpr Rule kCorrectionQuotesValue{"correction-quotes-value",
                                             "A correction quotes the value that stands now."};
inline constexpr Rule kDisputeOpen{"dispute-resolved-when-open",
                                   "Only an open dispute of the same subject is resolved."};
inline constexpr Rule kReleaseNamesEvents{"release-names-events",
                                          "A release names events of its own subject."};
inline constexpr Rule kReleaseRaises{
    "release-only-raises",
    "A release only raises who may see an event, from internal to board, committee and public."};

// Of breaking rules knowingly.
inline constexpr Rule kOverrideReason{"override-reason", "Overriding a rule needs a `reason`."};
inline constexpr Rule kOverrideBroken{
    "override-names-broken", "An override names rules that the event breaks, and no others."};
inline constexpr Rule kOverrideAllowed{"override-allowed",
                                       "Only those who are allowed to override a rule do so."};

}  // namespace rules
}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_RULE_H_
