// The views that are made from all subjects, in one list: what HTTP serves, streams and the command
// line names.

#ifndef DAYBOOK_IMPROVEMENT_VIEWS_H_
#define DAYBOOK_IMPROVEMENT_VIEWS_H_

#include <span>
#include <string>
#include <string_view>

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

struct ViewKind {
  std::string_view name;     ///< In addresses and commands.
  std::string_view summary;  ///< What it answers.
  Table (*make)(const Subjects& subjects, const AsOf& as_of);
  /// The kinds of subject that it is made from, others need not be there; none named: all.
  std::span<const std::string_view> kinds = {};
};

std::span<const ViewKind> Views();

/// Their names, with commas between: for whoever asked for another.
std::string ViewNames();

/// Null if there is none of this name.
const ViewKind* FindView(std::string_view name);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_VIEWS_H_
