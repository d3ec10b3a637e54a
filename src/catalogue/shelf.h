// Compiled schemas by type and version.

#ifndef DAYBOOK_CATALOGUE_SHELF_H_
#define DAYBOOK_CATALOGUE_SHELF_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalogue/node.h"
#include "daybook/error.h"

namespace daybook::catalogue {

/// One version of the schema of one type.
struct Schema {
  std::uint32_t version = 0;
  std::string text;  ///< JSON, as it is served.
  std::string title;
  NodePtr node;
};

/// Schemas by type, each type's by version. A plain value: not thread-safe.
class Shelf {
 public:
  /// Compiles and adds a version that is not there. Fails as Compile does, or with kMalformed.
  Result<void> Add(std::string_view type, std::uint32_t version, std::string text);

  /// The version asked for, or the highest; null if there is none.
  const Schema* Find(std::string_view type, std::optional<std::uint32_t> version) const;

  /// The versions of one type, the lowest first; null if there is none.
  const std::vector<Schema>* Versions(std::string_view type) const;

  const std::map<std::string, std::vector<Schema>, std::less<>>& types() const { return types_; }
  std::size_t count() const { return count_; }  ///< Of schemas.

 private:
  std::map<std::string, std::vector<Schema>, std::less<>> types_;
  std::size_t count_ = 0;
};

/// The catalogue's own schemas. Made at the first call, then immutable.
const Shelf& OwnSchemas();

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_SHELF_H_
