// What has to be done by when: what was promised, and what the law asks for.

#ifndef DAYBOOK_IMPROVEMENT_DEADLINES_H_
#define DAYBOOK_IMPROVEMENT_DEADLINES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "improvement/calendar.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// Working days after it received an inspection's report by which a council submits its statement
/// of proposed action: Education and Inspections Act 2006, section 137, and the regulations made
/// under it (SI 2007/462).
inline constexpr int kActionStatementWorkingDays = 70;

/// Views into the subjects it was found among.
struct Deadline {
  std::string_view what;
  std::string_view subject;
  std::string_view title;
  std::string_view owner;  ///< "" if nobody is named.
  Day due;
  std::string detail;
  std::string met;            ///< When it was done, as exactly as it is known; "": it is not.
  std::optional<Day> met_on;  ///< The day, or the first it can have been.
};

/// In no order that means anything. `what` is one of:
///
///   action-due            of an action that was not cancelled; met when it was completed
///   impact-review-due     of such an action; met since its impact is evidenced
///   target-due            of a measure's target; met by the period that ended last by then, or
///   else
///                         by the one recorded last, at its end
///   action-statement-due  of a standard or short inspection, of a JTAI, or of any visit that found
///                         an area for priority action: counted from the day its report was
///                         received, or from its publication where that is not known, which is no
///                         earlier; met when a plan was submitted after that
std::vector<Deadline> DeadlinesOf(const Subjects& subjects);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_DEADLINES_H_
