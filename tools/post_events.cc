#include "tools/post_events.h"

#include "tools/problem.h"

namespace daybook::tools {

Result<void> PostEvents(HttpClient& client, const std::string& events) {
  const auto accepted =
      Accepted(client.Send({.method = "POST",
                            .target = "/v1/events",
                            .headers = {{"Content-Type", "application/cloudevents-batch+json"}},
                            .body = "[" + events + "]"}));
  if (!accepted) return std::unexpected(accepted.error());
  return {};
}

}  // namespace daybook::tools
