#include "tools/event_pages.h"

#include "tools/problem.h"

namespace daybook::tools {

Result<EventPage> FetchEventPage(HttpClient& client, const Filters& filters,
                                 const std::optional<std::string>& cursor, std::size_t limit) {
  Target target("/v1/events");
  AddTo(target, filters);
  target.Add("limit", std::to_string(limit)).Add("after", cursor.value_or(""));
  auto response =
      Accepted(client.Send({.target = target.text(), .headers = {{"Accept", "application/json"}}}));
  if (!response) return std::unexpected(std::move(response.error()));
  return ParseEventPage(std::move(response->body));
}

}  // namespace daybook::tools
