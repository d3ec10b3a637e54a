// What happened in a programme that is worth a place on its timeline.

#ifndef DAYBOOK_IMPROVEMENT_HAPPENINGS_H_
#define DAYBOOK_IMPROVEMENT_HAPPENINGS_H_

#include <string>
#include <string_view>
#include <vector>

#include "improvement/subject.h"

namespace daybook::improvement {

/// Views into the subjects it was found among.
struct Happening {
  std::string_view type;  ///< Of the event that tells it.
  std::string_view subject;
  std::string_view title;
  const Moment* when = nullptr;  ///< Never null, and it did happen.
  std::string detail;
};

/// By subject; of one subject in the order in which such things go.
std::vector<Happening> HappeningsOf(const Subjects& subjects);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_HAPPENINGS_H_
