#include "improvement/correction.h"

#include <nlohmann/json.hpp>

namespace daybook::improvement {
namespace {

using nlohmann::json;

// Sets what `pointer` leads to, in an object, or in an array that has such an element.
void Replace(json& data, const json::json_pointer& pointer, json value) {
  if (pointer.empty()) {
    data = std::move(value);
    return;
  }
  if (!data.contains(pointer.parent_pointer())) return;
  if (data.contains(pointer) || data.at(pointer.parent_pointer()).is_object()) {
    data[pointer] = std::move(value);
  }
}

std::optional<EventName> Reference(const Fact& fact, const json& value) {
  if (value.is_string()) return EventName{std::string(fact.source), value.get<std::string>()};
  if (!value.is_object()) return std::nullopt;
  const auto text = [&](const char* name) {
    const auto member = value.find(name);
    return member != value.end() && member->is_string() ? member->get<std::string>() : "";
  };
  EventName name{.source = text("source"), .id = text("id")};
  if (name.id.empty()) return std::nullopt;
  if (name.source.empty()) name.source = fact.source;
  return name;
}

json MemberOf(const Fact& fact, std::string_view name) {
  return json::parse(fact.data.Json(name), nullptr, /*allow_exceptions=*/false);
}

}  // namespace

std::optional<EventName> ReferenceOf(const Fact& fact, std::string_view name) {
  return Reference(fact, MemberOf(fact, name));
}

std::vector<EventName> ReferencesOf(const Fact& fact) {
  std::vector<EventName> names;
  const json events = MemberOf(fact, "events");
  if (!events.is_array()) return names;
  for (const json& event : events) {
    if (auto name = Reference(fact, event)) names.push_back(*std::move(name));
  }
  return names;
}

std::optional<Correction> CorrectionOf(const Fact& fact) {
  if (fact.role != Role::kCorrection) return std::nullopt;
  auto event = ReferenceOf(fact, "event");
  std::string to = fact.data.Json("to");
  if (!event || to.empty()) return std::nullopt;
  return Correction{.event = *std::move(event),
                    .pointer = std::string(fact.data.Text("pointer")),
                    .from = fact.data.Json("from"),
                    .to = std::move(to),
                    .order = fact.order()};
}

std::string Corrected(std::string_view data, const std::vector<Correction>& corrections) {
  json corrected = json::parse(data, nullptr, /*allow_exceptions=*/false);
  if (corrected.is_discarded()) return std::string(data);
  for (const Correction& correction : corrections) {
    json value = json::parse(correction.to, nullptr, /*allow_exceptions=*/false);
    if (value.is_discarded()) continue;
    try {
      Replace(corrected, json::json_pointer(correction.pointer), std::move(value));
    } catch (const json::exception&) {
      continue;  // not a pointer into this data
    }
  }
  return corrected.dump();
}

}  // namespace daybook::improvement
