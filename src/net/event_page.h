// A page of events, as the daemon answers a search or the reading of a stream.

#ifndef DAYBOOK_NET_EVENT_PAGE_H_
#define DAYBOOK_NET_EVENT_PAGE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::net {

/// It may hold fewer events than asked for, even none, before the last one.
struct EventPage {
  std::vector<std::string> entries;  ///< Exact bytes of each, as the daemon sent them.
  std::optional<std::string> next;   ///< Where the next page begins, when there may be more.
  std::uint64_t position = 0;        ///< Events in the book that the answer stands on, if it says.
};

/// Decodes the body of an answer. Fails with kMalformed when it is none.
Result<EventPage> ParseEventPage(std::string body);

}  // namespace daybook::net

#endif  // DAYBOOK_NET_EVENT_PAGE_H_
