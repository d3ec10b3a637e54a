#include "net/event_page.h"

#include <simdjson.h>

#include <charconv>
#include <string_view>

namespace daybook::net {
namespace {

namespace ondemand = simdjson::ondemand;

std::uint64_t ParsePosition(std::string_view text) {
  std::uint64_t position = 0;
  std::from_chars(text.data(), text.data() + text.size(), position);
  return position;
}

// Throws simdjson_error on anything but a page.
EventPage Decode(const std::string& body) {
  ondemand::parser parser;
  ondemand::document document = parser.iterate(body, body.size() + simdjson::SIMDJSON_PADDING);
  EventPage page;
  bool has_events = false;
  for (auto field : document.get_object()) {
    const std::string_view name = field.unescaped_key();
    if (name == "events") {
      has_events = true;
      for (auto event : field.value().get_array()) {
        page.entries.emplace_back(std::string_view(simdjson::to_json_string(event.value())));
      }
    } else if (name == "next") {
      ondemand::value value = field.value();
      if (!value.is_null()) page.next = std::string(std::string_view(value.get_string()));
    } else if (name == "position") {
      page.position = ParsePosition(field.value().get_string());
    }
  }
  if (!has_events) throw simdjson::simdjson_error(simdjson::NO_SUCH_FIELD);
  return page;
}

}  // namespace

Result<EventPage> ParseEventPage(std::string body) {
  body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
  try {
    return Decode(body);
  } catch (const simdjson::simdjson_error&) {
    return Fail(ErrorCode::kMalformed, "The answer is not a page of events. Is this Daybook?");
  }
}

}  // namespace daybook::net
