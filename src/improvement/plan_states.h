// What is to become better, what is promised for it, and what came of it.

#ifndef DAYBOOK_IMPROVEMENT_PLAN_STATES_H_
#define DAYBOOK_IMPROVEMENT_PLAN_STATES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "improvement/moment.h"

namespace daybook::improvement {

/// What it came to for children: apart from delivery, since done is not improved. Never renumber.
enum class Impact : std::uint8_t {
  kNotAssessed = 0,
  kNotYetEvident = 1,
  kEmerging = 2,
  kEvidenced = 3,
  kEmbedded = 4,
  kLost = 5,
};

/// Whether it is at least evidenced, and has not been lost again.
inline bool IsEvidenced(Impact impact) {
  return impact == Impact::kEvidenced || impact == Impact::kEmbedded;
}

/// Where a finding stands. Never renumber.
enum class Standing : std::uint8_t {
  kOpen = 0,
  kClosed = 1,
  kDeclined = 2,    ///< A strength, or a closed finding, that got worse.
  kSuperseded = 3,  ///< Others stand in its place.
};

/// How far the work of an action is. Never renumber: these are stored.
enum class Delivery : std::uint8_t {
  kProposed = 0,
  kAgreed = 1,
  kInProgress = 2,
  kBlocked = 3,
  kCompleted = 4,
  kCancelled = 5,
};

struct Finding {
  std::string kind;
  std::string title;
  std::string area;  ///< Without `area/`; empty if no event names one.
  Standing standing = Standing::kOpen;
  Impact impact = Impact::kNotAssessed;
  std::vector<std::string> visits;  ///< That raised it, the first one first.
  std::string qualifier;
  std::string verbatim;
  std::string plan;
  std::string decision;  ///< That closed it.
  std::vector<std::string> evidence;
  std::vector<std::string> superseded_by;
  Moment raised;  ///< First.
  Moment incorporated;
  Moment impact_assessed;
  std::string impact_assessed_by;
  Moment closure_proposed;
  std::string closure_proposed_by;
  Moment closed;
  Moment reopened;
  Moment declined;

  static void Fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("title", self.title);
    field("area", self.area);
    field("standing", self.standing);
    field("impact", self.impact);
    field("visits", self.visits);
    field("qualifier", self.qualifier);
    field("verbatim", self.verbatim);
    field("plan", self.plan);
    field("decision", self.decision);
    field("evidence", self.evidence);
    field("supersededBy", self.superseded_by);
    field("raised", self.raised);
    field("incorporated", self.incorporated);
    field("impactAssessed", self.impact_assessed);
    field("impactAssessedBy", self.impact_assessed_by);
    field("closureProposed", self.closure_proposed);
    field("closureProposedBy", self.closure_proposed_by);
    field("closed", self.closed);
    field("reopened", self.reopened);
    field("declined", self.declined);
  }
  bool operator==(const Finding&) const = default;
};

/// Whether it is good practice: watched so that it lasts, and not mended.
inline bool IsStrength(const Finding& finding) { return finding.kind == "strength"; }

/// Who was accountable for an action, and since when.
struct Tenure {
  std::string owner;
  bool inherited = false;  ///< Reassigned to them, not agreed with them.
  Moment since;

  static void Fields(auto& self, auto&& field) {
    field("owner", self.owner);
    field("inherited", self.inherited);
    field("since", self.since);
  }
  bool operator==(const Tenure&) const = default;
};

struct Action {
  std::string title;
  std::vector<std::string> findings;
  Delivery delivery = Delivery::kProposed;
  Impact impact = Impact::kNotAssessed;
  std::string owner;
  std::vector<Tenure> owners;  ///< The first one first; one accountable owner at a time.
  std::string start;           ///< The day it is due to start; "" if it may at once.
  std::string first_due;       ///< The day first agreed; stays for ever.
  std::string due;
  std::string impact_review;
  std::string success_criteria;
  std::string progress;
  std::string confidence;
  std::vector<std::string> evidence;
  std::uint64_t reschedules = 0;
  std::uint64_t reassignments = 0;
  std::uint64_t reopenings = 0;
  Moment proposed;
  Moment agreed;
  Moment started;
  Moment progressed;  ///< Last.
  Moment blocked;     ///< Since when, while it is.
  Moment completed;
  std::string completed_by;
  Moment impact_assessed;
  std::string impact_assessed_by;
  Moment impact_evidenced;  ///< Since when, while it is.
  Moment cancelled;

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("findings", self.findings);
    field("delivery", self.delivery);
    field("impact", self.impact);
    field("owner", self.owner);
    field("owners", self.owners);
    field("start", self.start);
    field("firstDue", self.first_due);
    field("due", self.due);
    field("impactReview", self.impact_review);
    field("successCriteria", self.success_criteria);
    field("progress", self.progress);
    field("confidence", self.confidence);
    field("evidence", self.evidence);
    field("reschedules", self.reschedules);
    field("reassignments", self.reassignments);
    field("reopenings", self.reopenings);
    field("proposed", self.proposed);
    field("agreed", self.agreed);
    field("started", self.started);
    field("progressed", self.progressed);
    field("blocked", self.blocked);
    field("completed", self.completed);
    field("completedBy", self.completed_by);
    field("impactAssessed", self.impact_assessed);
    field("impactAssessedBy", self.impact_assessed_by);
    field("impactEvidenced", self.impact_evidenced);
    field("cancelled", self.cancelled);
  }
  bool operator==(const Action&) const = default;
};

/// That a body agreed to a version of a plan.
struct Approval {
  std::string version;
  std::string by;  ///< A meeting, or a body's name.
  Moment given;

  static void Fields(auto& self, auto&& field) {
    field("version", self.version);
    field("by", self.by);
    field("given", self.given);
  }
  bool operator==(const Approval&) const = default;
};

struct Submission {
  std::string to;
  Moment sent;

  static void Fields(auto& self, auto&& field) {
    field("to", self.to);
    field("sent", self.sent);
  }
  bool operator==(const Submission&) const = default;
};

struct Plan {
  std::string title;
  std::string text;
  std::string version;  ///< Last approved.
  std::vector<Approval> approvals;
  std::vector<Submission> submissions;
  Moment drafted;  ///< First.

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("text", self.text);
    field("version", self.version);
    field("approvals", self.approvals);
    field("submissions", self.submissions);
    field("drafted", self.drafted);
  }
  bool operator==(const Plan&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_PLAN_STATES_H_
