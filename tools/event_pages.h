// Reading events page by page, following the cursor.

#ifndef DAYBOOK_TOOLS_EVENT_PAGES_H_
#define DAYBOOK_TOOLS_EVENT_PAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tools/filters.h"
#include "tools/http_client.h"

namespace daybook::tools {

/// One answer of GET /v1/events. It may hold fewer events than asked for, even none, before the
/// last one.
struct EventPage {
  std::vector<std::string> entries;  ///< Exact bytes of each, as the daemon sent them.
  std::optional<std::string> next;   ///< Cursor, when there may be more.
  std::uint64_t position = 0;        ///< Events in the book that the answer stands on.
};

/// Decodes the body of an answer. Fails with kMalformed when it is none.
Result<EventPage> ParseEventPage(std::string body);

/// Events asked for in one page; the daemon may give fewer.
inline constexpr std::size_t kPageEvents = 100;

/// Asks for one page, after `cursor` if there is one.
Result<EventPage> FetchEventPage(HttpClient& client, const Filters& filters,
                                 const std::optional<std::string>& cursor, std::size_t limit);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EVENT_PAGES_H_
