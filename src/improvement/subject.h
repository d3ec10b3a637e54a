// A subject: its state, and the history that came to it.

#ifndef DAYBOOK_IMPROVEMENT_SUBJECT_H_
#define DAYBOOK_IMPROVEMENT_SUBJECT_H_

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "improvement/departure.h"
#include "improvement/event_name.h"
#include "improvement/states.h"

namespace daybook::improvement {

/// Sources that contradict each other, side by side until it is resolved.
struct Dispute {
  EventName name;  ///< Of the event.disputed.
  std::vector<EventName> events;
  std::string note;
  bool resolved = false;

  static void Fields(auto& self, auto&& field) {
    field("name", self.name);
    field("events", self.events);
    field("note", self.note);
    field("resolved", self.resolved);
  }
  bool operator==(const Dispute&) const = default;
};

/// Where an event stands among others: what happened first, first; then what was recorded first.
struct Order {
  Instant occurred{};
  Position position = 0;

  auto operator<=>(const Order&) const = default;
};

/// What is kept of every subject's stream, whatever its kind.
struct History {
  std::uint64_t events = 0;
  Order last;                        ///< Of the last event in order, if there is one.
  std::vector<EventName> corrected;  ///< What its event.corrected name, whether here yet or not.
  std::vector<Dispute> disputes;
  std::vector<Departure> departures;  ///< In order, the first kDeparturesMax.
  std::vector<Delay> delays;          ///< Likewise.

  static void Fields(auto& self, auto&& field) {
    field("events", self.events);
    field("lastOccurred", self.last.occurred);
    field("lastPosition", self.last.position);
    field("corrected", self.corrected);
    field("disputes", self.disputes);
    field("departures", self.departures);
    field("delays", self.delays);
  }
  bool operator==(const History&) const = default;
};

/// What is known of a subject.
struct Subject {
  std::string name;  ///< `kind/id`
  History history;
  State state;

  bool operator==(const Subject&) const = default;
};

using Subjects = std::map<std::string, Subject, std::less<>>;

/// A subject of this name before its first event.
Subject NewSubject(std::string_view name);

/// Disputes that are not resolved.
std::int64_t OpenDisputes(const Subject& subject);

/// Whether a subject of this kind has a state here.
bool IsKnownKind(std::string_view kind);

/// The same, of a subject `kind/id`.
bool IsOfKnownKind(std::string_view subject);

/// `id` of `kind/id`; the text itself if it has no slash.
std::string_view IdOf(std::string_view subject);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SUBJECT_H_
