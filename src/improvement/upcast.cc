#include "improvement/upcast.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

namespace daybook::improvement {
namespace {

using nlohmann::ordered_json;

// A member keeps its place, so that it is told where it was. A new word that is there already
// stays, and so does the old one: such data was never of one version.
void Rename(ordered_json& data, const std::string& from, const std::string& to) {
  if (!data.contains(from) || data.contains(to)) return;
  ordered_json renamed = ordered_json::object();
  for (auto& [name, value] : data.items()) renamed[name == from ? to : name] = std::move(value);
  data = std::move(renamed);
}

// The words that the rest of an action's events use.
void ActionAgreed1(ordered_json& data) {
  Rename(data, "lead", "owner");
  Rename(data, "dueDate", "due");
}

// From one version of a type to the next. It must leave data of any later version as it is.
struct Step {
  std::string_view type;
  std::uint32_t from;
  void (*apply)(ordered_json&);
};

// By type and version.
constexpr std::array kUpcasts = {
    Step{"action.agreed", 1, ActionAgreed1},
};

}  // namespace

std::optional<std::uint32_t> SchemaVersion(std::string_view dataschema) {
  const std::string_view text = dataschema.substr(dataschema.rfind('/') + 1);
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return version;
}

bool HasOldVersions(std::string_view type) {
  return std::ranges::find(kUpcasts, type, &Step::type) != kUpcasts.end();
}

std::string Upcast(std::string_view type, std::optional<std::uint32_t> version,
                   std::string_view data) {
  ordered_json changed = ordered_json::parse(data, nullptr, /*allow_exceptions=*/false);
  if (!changed.is_object()) return std::string(data);
  for (const Step& step : kUpcasts) {
    if (step.type == type && step.from >= version.value_or(0)) step.apply(changed);
  }
  return changed.dump();
}

}  // namespace daybook::improvement
