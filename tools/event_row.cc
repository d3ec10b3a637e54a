#include "tools/event_row.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "event/instant.h"
#include "tools/console.h"

namespace daybook::tools {
namespace {

using nlohmann::json;

std::string Text(const json& event, const char* name) {
  const auto member = event.find(name);
  return member != event.end() && member->is_string() ? member->get<std::string>() : "";
}

// `2024-07-30 08:00:00` in UTC, or the text itself when it is no time.
std::string Seconds(const std::string& text) {
  const auto instant = ParseInstant(text);
  if (!instant) return text;
  std::string utc = FormatInstant(*instant).substr(0, 19);
  utc[10] = ' ';
  return utc;
}

std::string Occurred(const json& event) {
  std::string time = Text(event, "time");
  switch (ParsePrecision(Text(event, "timeprecision")).value_or(Precision::kInstant)) {
    // A period is written in its own offset, so the text has its name as it stands.
    case Precision::kDay:
      return time.substr(0, 10);
    case Precision::kMonth:
      return time.substr(0, 7);
    case Precision::kYear:
      return time.substr(0, 4);
    case Precision::kUnknown:
      return "unknown";
    case Precision::kInstant:
      return time.empty() ? "" : Seconds(time);
  }
  return time;
}

// Who is answerable for it: the one it was recorded for, or else who recorded it.
std::string Actor(const json& event) {
  std::string actor = Text(event, "onbehalfof");
  return actor.empty() ? Text(event, "authid") : actor;
}

std::string Position(const json& event) {
  const std::string sequence = Text(event, "sequence");
  const std::size_t digit = sequence.find_first_not_of('0');
  if (digit == std::string::npos) return sequence.empty() ? "" : "0";
  return sequence.substr(digit);
}

}  // namespace

const std::vector<std::string>& EventColumns() {
  static const std::vector<std::string> columns = {"position", "recorded", "occurred",
                                                   "type",     "subject",  "actor"};
  return columns;
}

std::vector<std::string> EventRow(std::string_view entry) {
  const json event = json::parse(entry, nullptr, false);
  if (!event.is_object()) return std::vector<std::string>(EventColumns().size());
  return {Position(event),        Seconds(Text(event, "recordedtime")),
          Occurred(event),        Text(event, "type"),
          Text(event, "subject"), Actor(event)};
}

std::string EventLine(std::string_view entry) {
  const auto row = EventRow(entry);
  return Printable(fmt::format("{:>8}  {:<19}  {:<19}  {:<28}  {}{}{}", row[0], row[1], row[2],
                               row[3], row[4], row[5].empty() ? "" : "  ", row[5]));
}

}  // namespace daybook::tools
