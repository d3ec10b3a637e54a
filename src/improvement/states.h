// What is known of a visit, a finding, an action or an area after its events. Plain values. Each
// type names its fields once, in Fields; storing, comparing and showing them all go through it.

#ifndef DAYBOOK_IMPROVEMENT_STATES_H_
#define DAYBOOK_IMPROVEMENT_STATES_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "improvement/moment.h"

namespace daybook::improvement {

/// How far the work of an action is. Never renumber: these are stored.
enum class Delivery : std::uint8_t {
  kProposed = 0,
  kAgreed = 1,
  kInProgress = 2,
  kBlocked = 3,
  kCompleted = 4,
  kCancelled = 5,
};

/// What it came to for children: apart from delivery, since done is not improved. Never renumber.
enum class Impact : std::uint8_t {
  kNotAssessed = 0,
  kNotYetEvident = 1,
  kEmerging = 2,
  kEvidenced = 3,
  kEmbedded = 4,
  kLost = 5,
};

/// Where a finding stands. Never renumber.
enum class Standing : std::uint8_t {
  kOpen = 0,
  kClosed = 1,
  kDeclined = 2,    ///< A strength, or a closed finding, that got worse.
  kSuperseded = 3,  ///< Others stand in its place.
};

struct Judgement {
  std::string area;
  std::string grade;
  std::string framework;
  std::string framework_version;
  Moment given;

  static void Fields(auto& self, auto&& field) {
    field("area", self.area);
    field("grade", self.grade);
    field("framework", self.framework);
    field("frameworkVersion", self.framework_version);
    field("given", self.given);
  }
  bool operator==(const Judgement&) const = default;
};

struct Visit {
  std::string kind;
  std::string title;
  std::string framework;
  std::uint64_t number = 0;
  std::vector<std::string> areas;
  std::vector<std::string> focus;
  std::uint64_t inspectors = 0;
  Moment announced;
  Moment postponed;
  Moment started;
  Moment ended;
  Moment feedback_given;
  Moment report_received;
  Moment report_published;
  Moment report_disclosed;
  std::vector<std::string> disclosed_to;
  std::vector<Judgement> judgements;  ///< The last of each area, in the order of first judgement.

  static void Fields(auto& self, auto&& field) {
    field("kind", self.kind);
    field("title", self.title);
    field("framework", self.framework);
    field("number", self.number);
    field("areas", self.areas);
    field("focus", self.focus);
    field("inspectors", self.inspectors);
    field("announced", self.announced);
    field("postponed", self.postponed);
    field("started", self.started);
    field("ended", self.ended);
    field("feedbackGiven", self.feedback_given);
    field("reportReceived", self.report_received);
    field("reportPublished", self.report_published);
    field("reportDisclosed", self.report_disclosed);
    field("disclosedTo", self.disclosed_to);
    field("judgements", self.judgements);
  }
  bool operator==(const Visit&) const = default;
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
  Moment closure_proposed;
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
    field("closureProposed", self.closure_proposed);
    field("closed", self.closed);
    field("reopened", self.reopened);
    field("declined", self.declined);
  }
  bool operator==(const Finding&) const = default;
};

struct Action {
  std::string title;
  std::vector<std::string> findings;
  Delivery delivery = Delivery::kProposed;
  Impact impact = Impact::kNotAssessed;
  std::string owner;
  std::string first_due;  ///< The day first agreed; stays for ever.
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
  Moment impact_assessed;
  Moment cancelled;

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("findings", self.findings);
    field("delivery", self.delivery);
    field("impact", self.impact);
    field("owner", self.owner);
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
    field("impactAssessed", self.impact_assessed);
    field("cancelled", self.cancelled);
  }
  bool operator==(const Action&) const = default;
};

struct Area {
  std::string name;
  std::string kind;
  Moment registered;
  Moment retired;

  static void Fields(auto& self, auto&& field) {
    field("name", self.name);
    field("kind", self.kind);
    field("registered", self.registered);
    field("retired", self.retired);
  }
  bool operator==(const Area&) const = default;
};

/// A subject of a kind that has no fields of its own here: only its history is kept.
struct Other {
  static void Fields(auto&, auto&&) {}
  bool operator==(const Other&) const = default;
};

/// Stored by its index: add at the end, never reorder.
using State = std::variant<Visit, Finding, Action, Area, Other>;

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STATES_H_
