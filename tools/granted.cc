#include "tools/granted.h"

#include <algorithm>

#include "tools/problem.h"

namespace daybook::tools {

Result<access::Grants> ReadGrants(HttpClient& client) {
  const auto response = Accepted(client.Send({.target = "/v1/subjects/book/control/events",
                                              .headers = {{"Accept", "application/x-ndjson"}}}));
  access::Grants grants;
  if (!response && response.error().code == ErrorCode::kNotFound) return grants;
  if (!response) return std::unexpected(response.error());
  EntryReader reader;
  std::string_view lines = response->body;
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
    if (line.starts_with(R"({"summary":)")) break;
    const auto event = reader.Read(line);
    if (!event) return std::unexpected(event.error());
    grants.Learn(*event);
  }
  return grants;
}

}  // namespace daybook::tools
