#include "improvement/correction.h"

#include <nlohmann/json.hpp>

#include "improvement/data.h"

namespace daybook::improvement {
namespace {

namespace dom = simdjson::dom;
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

}  // namespace

EventName NameOf(const Entry& entry) {
  return {.source = std::string(entry.source), .id = std::string(entry.id)};
}

std::optional<EventName> ReferenceOf(const Entry& entry, dom::element element) {
  std::string_view id;
  if (element.get(id) == simdjson::SUCCESS) {
    return EventName{.source = std::string(entry.source), .id = std::string(id)};
  }
  const Data data(element);
  if (data.Text("id").empty()) return std::nullopt;
  const std::string_view source = data.Text("source");
  return EventName{.source = std::string(source.empty() ? entry.source : source),
                   .id = std::string(data.Text("id"))};
}

std::vector<EventName> ReferencesOf(const Entry& entry) {
  std::vector<EventName> names;
  dom::array events;
  const auto member = Data(entry.data).Member("events");
  if (!member || member->get(events) != simdjson::SUCCESS) return names;
  for (const dom::element event : events) {
    if (auto name = ReferenceOf(entry, event)) names.push_back(*std::move(name));
  }
  return names;
}

std::optional<Correction> CorrectionOf(const Entry& entry) {
  if (entry.type != kCorrected) return std::nullopt;
  const Data data(entry.data);
  const auto event = data.Member("event");
  const auto to = data.Member("to");
  if (!event || !to) return std::nullopt;
  const auto name = ReferenceOf(entry, *event);
  if (!name) return std::nullopt;
  const auto from = data.Member("from");
  return Correction{.event = *name,
                    .pointer = std::string(data.Text("pointer")),
                    .from = from ? std::string(simdjson::minify(*from)) : std::string(),
                    .to = simdjson::minify(*to),
                    .order = {entry.occurred(), entry.position}};
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
