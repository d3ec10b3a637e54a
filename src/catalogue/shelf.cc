#include "catalogue/shelf.h"

#include <algorithm>
#include <cassert>

#include "catalogue/compiler.h"
#include "catalogue/embedded.h"

namespace daybook::catalogue {

using nlohmann::json;

Result<void> Shelf::Add(std::string_view type, std::uint32_t version, std::string text) {
  const json schema = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (schema.is_discarded()) return Fail(ErrorCode::kMalformed, "The schema is not JSON.");
  auto node = Compile(schema);
  if (!node) return std::unexpected(std::move(node.error()));
  const json title = schema.is_object() ? schema.value("title", json()) : json();
  std::vector<Schema>& versions = types_.try_emplace(std::string(type)).first->second;
  const auto place = std::ranges::lower_bound(versions, version, {}, &Schema::version);
  assert(place == versions.end() || place->version != version);
  versions.insert(place, Schema{.version = version,
                                .text = std::move(text),
                                .title = title.is_string() ? title.get<std::string>() : "",
                                .node = *std::move(node)});
  ++count_;
  return {};
}

const std::vector<Schema>* Shelf::Versions(std::string_view type) const {
  const auto found = types_.find(type);
  return found == types_.end() ? nullptr : &found->second;
}

const Schema* Shelf::Find(std::string_view type, std::optional<std::uint32_t> version) const {
  const std::vector<Schema>* versions = Versions(type);
  if (versions == nullptr) return nullptr;
  if (!version) return &versions->back();
  const auto found = std::ranges::find(*versions, *version, &Schema::version);
  return found == versions->end() ? nullptr : &*found;
}

const Shelf& OwnSchemas() {
  static const Shelf kShelf = [] {
    Shelf shelf;
    for (const EmbeddedSchema& schema : EmbeddedSchemas()) {
      const auto added = shelf.Add(schema.type, schema.version, std::string(schema.text));
      assert(added.has_value());
      static_cast<void>(added);
    }
    return shelf;
  }();
  return kShelf;
}

}  // namespace daybook::catalogue
