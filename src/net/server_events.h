// Server-sent events (WHATWG HTML, section 9.2): the bytes of a stream into its events.

#ifndef DAYBOOK_NET_SERVER_EVENTS_H_
#define DAYBOOK_NET_SERVER_EVENTS_H_

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"

namespace daybook::net {

struct ServerEvent {
  std::string id;  ///< The last one given, with this event or before it.
  std::string name = "message";
  std::string data;
};

/// Takes a stream in pieces cut anywhere. Memory is bounded by `event_bytes_max`.
class ServerEventParser {
 public:
  explicit ServerEventParser(std::size_t event_bytes_max) : event_bytes_max_(event_bytes_max) {}

  /// The events that are whole with these bytes. Fails with kTooLarge, for good, when one is
  /// larger than the bound.
  Result<std::vector<ServerEvent>> Add(std::string_view bytes);

  /// How long the server asks to wait before coming again.
  std::optional<std::chrono::milliseconds> retry() const { return retry_; }

 private:
  void EndLine(std::vector<ServerEvent>& events);
  void Field(std::string_view name, std::string_view value);

  std::size_t event_bytes_max_;
  std::string line_;
  bool first_line_ = true;
  bool after_return_ = false;  ///< A line feed now belongs to the carriage return before it.
  ServerEvent event_;
  bool has_data_ = false;
  std::optional<std::chrono::milliseconds> retry_;
};

}  // namespace daybook::net

#endif  // DAYBOOK_NET_SERVER_EVENTS_H_
