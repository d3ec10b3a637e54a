// What belongs to which area.

#ifndef DAYBOOK_IMPROVEMENT_AREAS_H_
#define DAYBOOK_IMPROVEMENT_AREAS_H_

#include <map>
#include <set>
#include <string_view>

#include "improvement/subject.h"

namespace daybook::improvement {

/// How views call what belongs to no area.
inline constexpr std::string_view kNoArea = "(no area)";

/// Areas by their ids; "" is that of what names none. Views into subjects.
using AreaIds = std::set<std::string_view>;

/// Those of an action's findings; of one that has none, "".
AreaIds AreasOf(const Subjects& subjects, const Action& action);

/// Finds the areas of what meetings speak of. A view: valid as long as the subjects.
class AreaFinder {
 public:
  explicit AreaFinder(const Subjects& subjects);

  /// An area itself; those of a finding, of an action, or of the findings that a plan has.
  AreaIds Of(std::string_view target) const;

 private:
  const Subjects& subjects_;
  std::map<std::string_view, AreaIds> plans_;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_AREAS_H_
