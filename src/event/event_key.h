// The name of an event for ever: what its id and source come to.

#ifndef DAYBOOK_EVENT_EVENT_KEY_H_
#define DAYBOOK_EVENT_EVENT_KEY_H_

#include <string_view>

#include "daybook/event.h"

namespace daybook {

inline constexpr std::size_t kIdHashBytes = 16;
inline constexpr std::size_t kSourceHashBytes = 8;

/// The key of the event with this id from this source. Two events do not meet in one by accident.
/// Whoever searches for two that do gains nothing: the second one is refused as kConflict.
EventKey MakeEventKey(std::string_view id, std::string_view source);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_EVENT_KEY_H_
