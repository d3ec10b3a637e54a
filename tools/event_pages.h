// Reading events page by page, following the cursor.

#ifndef DAYBOOK_TOOLS_EVENT_PAGES_H_
#define DAYBOOK_TOOLS_EVENT_PAGES_H_

#include <cstddef>
#include <optional>
#include <string>

#include "net/event_page.h"
#include "tools/filters.h"
#include "tools/http_client.h"

namespace daybook::tools {

using net::EventPage;
using net::ParseEventPage;

/// Events asked for in one page; the daemon may give fewer.
inline constexpr std::size_t kPageEvents = 100;

/// Asks for one page, after `cursor` if there is one.
Result<EventPage> FetchEventPage(HttpClient& client, const Filters& filters,
                                 const std::optional<std::string>& cursor, std::size_t limit);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EVENT_PAGES_H_
