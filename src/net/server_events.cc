#include "net/server_events.h"

#include <charconv>

namespace daybook::net {

Result<std::vector<ServerEvent>> ServerEventParser::Add(std::string_view bytes) {
  std::vector<ServerEvent> events;
  while (!bytes.empty()) {
    if (after_return_ && bytes.front() == '\n') bytes.remove_prefix(1);
    after_return_ = false;
    const std::size_t end = bytes.find_first_of("\r\n");
    line_ += bytes.substr(0, end);
    if (line_.size() + event_.data.size() > event_bytes_max_) {
      return Fail(ErrorCode::kTooLarge, "The stream sent an event larger than an entry can be");
    }
    if (end == std::string_view::npos) break;
    after_return_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    EndLine(events);
  }
  return events;
}

void ServerEventParser::EndLine(std::vector<ServerEvent>& events) {
  std::string line;
  line.swap(line_);
  if (first_line_ && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
  first_line_ = false;
  if (line.empty()) {
    if (has_data_) events.push_back(event_);
    event_ = {.id = event_.id};
    has_data_ = false;
    return;
  }
  const std::size_t colon = line.find(':');
  std::string_view value;
  if (colon != std::string::npos) value = std::string_view(line).substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  Field(std::string_view(line).substr(0, colon), value);
}

void ServerEventParser::Field(std::string_view name, std::string_view value) {
  if (name == "data") {
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  } else if (name == "event") {
    event_.name = value.empty() ? "message" : value;
  } else if (name == "id" && value.find('\0') == std::string_view::npos) {
    event_.id = value;
  } else if (name == "retry") {
    unsigned milliseconds = 0;
    const auto [end, failed] = std::from_chars(value.begin(), value.end(), milliseconds);
    if (failed == std::errc() && end == value.end()) {
      retry_ = std::chrono::milliseconds(milliseconds);
    }
  }
}

}  // namespace daybook::net
