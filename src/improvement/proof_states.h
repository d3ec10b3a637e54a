// What shows whether practice is better: evidence, measures, practice audits.

#ifndef DAYBOOK_IMPROVEMENT_PROOF_STATES_H_
#define DAYBOOK_IMPROVEMENT_PROOF_STATES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "improvement/event_name.h"
#include "improvement/moment.h"

namespace daybook::improvement {

/// What became of a piece of evidence. Never renumber: these are stored.
enum class Review : std::uint8_t {
  kPending = 0,
  kAccepted = 1,
  kRejected = 2,
  kWithdrawn = 3,
};

/// A document that shows something, held elsewhere and known by its hash.
struct Evidence {
  std::string title;
  std::string sha256;
  std::string media_type;
  std::uint64_t bytes = 0;
  std::string as_at;  ///< The day it speaks of.
  std::string added_by;
  std::vector<std::string> targets;  ///< Findings and actions it is linked to.
  Review review = Review::kPending;
  std::string reviewed_by;  ///< Who accepted, rejected or withdrew it last, and why.
  std::string reason;
  Moment added;
  Moment linked;  ///< Last.
  Moment accepted;
  Moment rejected;
  Moment withdrawn;

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("sha256", self.sha256);
    field("mediaType", self.media_type);
    field("bytes", self.bytes);
    field("asAt", self.as_at);
    field("addedBy", self.added_by);
    field("targets", self.targets);
    field("review", self.review);
    field("reviewedBy", self.reviewed_by);
    field("reason", self.reason);
    field("added", self.added);
    field("linked", self.linked);
    field("accepted", self.accepted);
    field("rejected", self.rejected);
    field("withdrawn", self.withdrawn);
  }
  bool operator==(const Evidence&) const = default;
};

/// What a measure is to come to.
struct Target {
  double value = 0;
  std::string by;  ///< The day it is to be met; "" if none was set.
  Moment set;

  static void Fields(auto& self, auto&& field) {
    field("value", self.value);
    field("by", self.by);
    field("set", self.set);
  }
  bool operator==(const Target&) const = default;
};

/// What a measure came to in one period.
struct Point {
  std::string period;  ///< `2025-01`, `2025-Q1`, `2025`, or a day
  double numerator = 0;
  std::optional<double> denominator;
  bool provisional = false;
  std::uint64_t restatements = 0;
  Moment recorded;
  EventName event;  ///< The measure.recorded.

  static void Fields(auto& self, auto&& field) {
    field("period", self.period);
    field("numerator", self.numerator);
    field("denominator", self.denominator);
    field("provisional", self.provisional);
    field("restatements", self.restatements);
    field("recorded", self.recorded);
    field("event", self.event);
  }
  bool operator==(const Point&) const = default;
};

/// Points of one measure: one a day for 13 years. Of more, the last ones are kept here.
inline constexpr std::size_t kPointsMax = 5'000;

struct Measure {
  std::string title;
  std::string numerator;  ///< What is counted.
  std::string denominator;
  std::string unit;
  std::string polarity;
  std::string frequency;
  std::string area;  ///< Without `area/`.
  std::vector<Target> targets;
  std::vector<Point> points;  ///< One a period, by period.
  Moment defined;             ///< First.

  static void Fields(auto& self, auto&& field) {
    field("title", self.title);
    field("numerator", self.numerator);
    field("denominator", self.denominator);
    field("unit", self.unit);
    field("polarity", self.polarity);
    field("frequency", self.frequency);
    field("area", self.area);
    field("targets", self.targets);
    field("points", self.points);
    field("defined", self.defined);
  }
  bool operator==(const Measure&) const = default;
};

/// One piece of practice, looked at and graded.
struct PracticeAudit {
  std::string grade;        ///< After moderation, if there was one.
  std::string first_grade;  ///< The auditor's.
  std::string area;         ///< Without `area/`.
  std::string auditor;
  std::string moderated_by;
  Moment completed;
  Moment moderated;

  static void Fields(auto& self, auto&& field) {
    field("grade", self.grade);
    field("firstGrade", self.first_grade);
    field("area", self.area);
    field("auditor", self.auditor);
    field("moderatedBy", self.moderated_by);
    field("completed", self.completed);
    field("moderated", self.moderated);
  }
  bool operator==(const PracticeAudit&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_PROOF_STATES_H_
