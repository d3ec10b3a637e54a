// What an event is called by others.

#ifndef DAYBOOK_IMPROVEMENT_EVENT_NAME_H_
#define DAYBOOK_IMPROVEMENT_EVENT_NAME_H_

#include <compare>
#include <string>

namespace daybook::improvement {

/// The names that events go by: ids are unique within a source.
struct EventName {
  std::string source;
  std::string id;

  static void Fields(auto& self, auto&& field) {
    field("source", self.source);
    field("id", self.id);
  }
  auto operator<=>(const EventName&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_EVENT_NAME_H_
