// The case for a finding: all that speaks for it or against it, gathered from all subjects.

#ifndef DAYBOOK_IMPROVEMENT_FINDING_CASE_H_
#define DAYBOOK_IMPROVEMENT_FINDING_CASE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/visited.h"

namespace daybook::improvement {

/// Evidence that was not withdrawn.
struct EvidenceCount {
  std::int64_t all = 0;
  std::int64_t accepted = 0;
  std::int64_t stale = 0;     ///< Accepted, and of a day that is too long ago.
  std::optional<Day> newest;  ///< The day the newest accepted one speaks of.
};

/// A challenge, and the meeting it was made at.
struct ChallengeMade {
  std::string_view meeting;
  const Challenge* challenge = nullptr;
};

/// Views into the subjects it was gathered from.
struct FindingCase {
  const Subject& subject;
  const Finding& finding;
  const Policy& policy;
  Day today;
  std::vector<const Action*> actions;  ///< That are to mend it, without those that were cancelled.
  std::int64_t cancelled = 0;
  EvidenceCount evidence;
  std::int64_t evidence_of_actions = 0;
  std::vector<ChallengeMade> challenges;  ///< Of it or of its actions; in order, each once.
  std::int64_t disputes = 0;              ///< Open.
  VisitMade visit;                        ///< The latest one to it or its area.
  Moment judged;                          ///< The latest judgement of any area.

  bool is_strength() const { return IsStrength(finding); }
};

/// Calls `use` with the case for each finding that no other has taken the place of, by name.
void ForEachCase(const Subjects& subjects, Day today,
                 const std::function<void(const FindingCase&)>& use);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_FINDING_CASE_H_
