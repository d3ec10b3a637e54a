// What of a subject's history did not follow the rules, or was told late: kept for ever.

#ifndef DAYBOOK_IMPROVEMENT_DEPARTURE_H_
#define DAYBOOK_IMPROVEMENT_DEPARTURE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "daybook/event.h"
#include "improvement/event_name.h"

namespace daybook::improvement {

/// How an event that breaks a rule came to be in the book. Never renumber: these are stored.
enum class Leave : std::uint8_t {
  kNone = 0,      ///< It broke none when it came, or rules did not hold then.
  kImport = 1,    ///< As history, which is taken as it stands.
  kOverride = 2,  ///< Knowingly, for a reason.
};

/// An event that departs from a rule.
struct Departure {
  EventName event;
  Position position = 0;
  Instant occurred{};
  Instant recorded{};
  std::string rule;
  Leave leave = Leave::kNone;
  std::string actor;
  std::string reason;  ///< The event's attribute.

  static void Fields(auto& self, auto&& field) {
    field("event", self.event);
    field("position", self.position);
    field("occurred", self.occurred);
    field("recorded", self.recorded);
    field("rule", self.rule);
    field("leave", self.leave);
    field("actor", self.actor);
    field("reason", self.reason);
  }
  bool operator==(const Departure&) const = default;
};

/// An event that was recorded a day or more after it occurred, and not as history.
struct Delay {
  Position position = 0;
  Instant occurred{};
  Instant recorded{};

  static void Fields(auto& self, auto&& field) {
    field("position", self.position);
    field("occurred", self.occurred);
    field("recorded", self.recorded);
  }
  bool operator==(const Delay&) const = default;
};

/// Of each, in one subject's history; those beyond are not kept there (their events are).
inline constexpr std::size_t kDeparturesMax = 1'000;

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_DEPARTURE_H_
