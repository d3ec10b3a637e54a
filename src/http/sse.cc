#include "http/sse.h"

#include <fmt/format.h>

#include <charconv>

namespace daybook::http {

void AppendServerEvent(std::string& out, std::string_view name, std::optional<Position> id,
                       std::string_view data) {
  if (id) out.append("id: ").append(std::to_string(*id)).append("\n");
  out.append("event: ").append(name).append("\ndata: ").append(data).append("\n\n");
}

std::string CaughtUpData(Position size) { return fmt::format(R"({{"position":"{}"}})", size); }

Result<Position> StreamStart(std::string_view last_event_id, std::optional<Position> from,
                             Position size) {
  Position start = from.value_or(size);
  if (!last_event_id.empty()) {
    Position last = 0;
    const char* const end = last_event_id.data() + last_event_id.size();
    const auto [past, error] = std::from_chars(last_event_id.data(), end, last);
    if (error != std::errc() || past != end || last == UINT64_MAX) {
      return Fail(ErrorCode::kMalformed,
                  fmt::format("Last-Event-ID is `{}`, which is no position.", last_event_id));
    }
    start = last + 1;
  }
  if (start > size) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("The stream would begin at position {}, but this book has {} events. "
                            "Was it restored from an older copy?",
                            start, size));
  }
  return start;
}

}  // namespace daybook::http
