// An event as one row for people.

#ifndef DAYBOOK_TOOLS_EVENT_ROW_H_
#define DAYBOOK_TOOLS_EVENT_ROW_H_

#include <string>
#include <string_view>
#include <vector>

namespace daybook::tools {

/// position, recorded, occurred, type, subject, actor.
const std::vector<std::string>& EventColumns();

/// The cells of one entry, in the order of EventColumns. Occurrence is told as precisely as it
/// is known (`2023-11` for a month), recording to the second, both in UTC. What an entry does
/// not have is "".
std::vector<std::string> EventRow(std::string_view entry);

/// The same as one line of a listing that grows, so that widths cannot be known in advance.
std::string EventLine(std::string_view entry);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EVENT_ROW_H_
