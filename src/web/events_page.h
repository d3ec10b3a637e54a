// The page that searches events.

#ifndef DAYBOOK_WEB_EVENTS_PAGE_H_
#define DAYBOOK_WEB_EVENTS_PAGE_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "improvement/table.h"
#include "web/frame.h"

namespace daybook::web {

/// What can be asked of a search, by the names that addresses have.
struct SearchField {
  std::string_view name;
  std::string_view label;
  std::string_view hint;  ///< "" for none.
  std::string_view type;  ///< Of its input: `text`, `date`.
};

/// All of them but the order.
std::vector<SearchField> SearchFields();

struct EventsView {
  improvement::Table events;                               ///< What was found: EventColumns.
  std::vector<std::pair<std::string, std::string>> asked;  ///< Values by name, and `order`.
  std::string next;                                        ///< The cursor after it; "" at the end.
};

/// position, type, subject, occurred, actor, reason, recorded
std::vector<std::string> EventColumns();

std::string EventsPage(const Frame& frame, const EventsView& view);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_EVENTS_PAGE_H_
