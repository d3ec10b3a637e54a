// Which visit looked at an area last.

#ifndef DAYBOOK_IMPROVEMENT_VISITED_H_
#define DAYBOOK_IMPROVEMENT_VISITED_H_

#include <map>
#include <string_view>

#include "improvement/subject.h"

namespace daybook::improvement {

/// A visit that has begun. Views into the subjects it was found among.
struct VisitMade {
  std::string_view visit;
  const Moment* when = nullptr;  ///< It ended or, until then, began; null: there was none.

  /// Keeps the later of the two; of one moment, the last by name.
  void Take(const VisitMade& other);
};

VisitMade MadeOf(std::string_view name, const Visit& visit);

/// The latest visit to each area that one has looked at: that was to look at it, judged it, or
/// found something in it. "" is for findings without an area.
std::map<std::string_view, VisitMade> LastVisits(const Subjects& subjects);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_VISITED_H_
