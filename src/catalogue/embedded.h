// The schemas of `schemas/`, as the build put them into the program (embed.cmake).

#ifndef DAYBOOK_CATALOGUE_EMBEDDED_H_
#define DAYBOOK_CATALOGUE_EMBEDDED_H_

#include <cstdint>
#include <span>
#include <string_view>

namespace daybook::catalogue {

/// One file of them: `<type>.v<version>.json`.
struct EmbeddedSchema {
  std::string_view type;
  std::uint32_t version;
  std::string_view text;
};

/// All of them, for the life of the program.
std::span<const EmbeddedSchema> EmbeddedSchemas();

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_EMBEDDED_H_
