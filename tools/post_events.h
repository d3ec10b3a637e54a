// Appending events that a command makes.

#ifndef DAYBOOK_TOOLS_POST_EVENTS_H_
#define DAYBOOK_TOOLS_POST_EVENTS_H_

#include <string>

#include "tools/http_client.h"

namespace daybook::tools {

/// Appends events, JSON with commas between, in one commit. Fails as the daemon does.
Result<void> PostEvents(HttpClient& client, const std::string& events);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_POST_EVENTS_H_
