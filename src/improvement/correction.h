// Corrections: a wrong event is not altered; another event (`event.corrected`) says what should
// have stood in its data, and why. Folding reads the corrected data.

#ifndef DAYBOOK_IMPROVEMENT_CORRECTION_H_
#define DAYBOOK_IMPROVEMENT_CORRECTION_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "event/entry.h"
#include "improvement/subject.h"

namespace daybook::improvement {

inline constexpr std::string_view kCorrected = "event.corrected";
inline constexpr std::string_view kDisputed = "event.disputed";
inline constexpr std::string_view kResolved = "dispute.resolved";
inline constexpr std::string_view kReleased = "event.released";

/// What an event.corrected says.
struct Correction {
  EventName event;      ///< Which event it is about.
  std::string pointer;  ///< RFC 6901, into that event's data.
  std::string from;     ///< JSON text, for people: it is not compared.
  std::string to;       ///< JSON text.
  Order order;          ///< Of the correction itself.
};

/// The name of the event of an entry.
EventName NameOf(const Entry& entry);

/// An event that `entry` names: by its id (then it is of the same source) or by
/// `{"source","id"}`. Nothing if `element` is neither.
std::optional<EventName> ReferenceOf(const Entry& entry, simdjson::dom::element element);

/// The events that the member `events` of `entry`'s data names.
std::vector<EventName> ReferencesOf(const Entry& entry);

/// What an entry corrects; nothing if it is no event.corrected, or says too little to be one.
std::optional<Correction> CorrectionOf(const Entry& entry);

/// JSON text with the corrections made, one after the other. A correction is left out when its
/// pointer leads nowhere; a member that is not there is added to the object it should be in.
std::string Corrected(std::string_view data, const std::vector<Correction>& corrections);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_CORRECTION_H_
