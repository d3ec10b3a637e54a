#include "tools/appended.h"

#include <nlohmann/json.hpp>

namespace daybook::tools {

Result<std::vector<AppendedEvent>> ParseAppended(const std::string& body) {
  using nlohmann::json;
  try {
    std::vector<AppendedEvent> events;
    const json answer = json::parse(body);
    for (const json& event : answer.at("events")) {
      events.push_back({.position = event.at("position").get<std::string>(),
                        .repeated = event.value("repeated", false)});
    }
    return events;
  } catch (const json::exception&) {
    return Fail(ErrorCode::kMalformed,
                "The answer does not say what was appended. Is this Daybook?");
  }
}

}  // namespace daybook::tools
