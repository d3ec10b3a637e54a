#include "catalogue/registration.h"

#include <fmt/format.h>

#include "catalogue/compiler.h"
#include "catalogue/reserved.h"
#include "daybook/limits.h"

namespace daybook::catalogue {
namespace {

using nlohmann::json;

json Parse(std::string_view text) { return json::parse(text, nullptr, /*allow_exceptions=*/false); }

bool IsOwn(std::string_view type) {
  return IsReservedKind(Prefix(type)) || OwnSchemas().Versions(type) != nullptr;
}

}  // namespace

std::optional<Registration> ReadRegistration(simdjson::dom::element data) {
  std::string_view type;
  std::int64_t version = 0;
  simdjson::dom::element schema;
  if (data["type"].get(type) != simdjson::SUCCESS ||
      data["version"].get(version) != simdjson::SUCCESS ||
      data["schema"].get(schema) != simdjson::SUCCESS || !std::in_range<std::uint32_t>(version)) {
    return std::nullopt;
  }
  return Registration{.type = std::string(type),
                      .version = static_cast<std::uint32_t>(version),
                      .schema = simdjson::minify(schema)};
}

bool IsThere(const Registration& registration, const Shelf& registered) {
  const Schema* there = registered.Find(registration.type, registration.version);
  return there != nullptr && Parse(there->text) == Parse(registration.schema);
}

void CheckRegistration(const Registration& registration, const Shelf& registered,
                       std::string_view pointer, std::vector<Fault>& faults) {
  const auto add = [&](std::string_view member, std::string detail) {
    faults.push_back({std::string(pointer).append(member), std::move(detail)});
  };
  const auto& [type, version, schema] = registration;
  if (IsOwn(type)) {
    add("/type", fmt::format("`{}` is one of Daybook's own; take a name that does not begin with "
                             "the kind of a subject Daybook knows",
                             type));
  }
  if (IsThere(registration, registered)) return;
  if (registered.Find(type, version) != nullptr) {
    add("/version", fmt::format("version {} of {} is another schema already; the highest is {}",
                                version, type, registered.Versions(type)->back().version));
  }
  if (registered.count() >= limits::kRegisteredSchemas) {
    add("", fmt::format("there are {} registered schemas, which is the limit",
                        limits::kRegisteredSchemas));
  }
  if (schema.size() > limits::kSchemaBytes) {
    return add("/schema", fmt::format("is larger than {} bytes", limits::kSchemaBytes));
  }
  if (auto node = Compile(Parse(schema)); !node) {
    for (Fault& fault : node.error().faults) add("/schema" + fault.pointer, fault.detail);
  }
}

}  // namespace daybook::catalogue
