// The templates of `templates/`, as the build put them into the program (embed.cmake).

#ifndef DAYBOOK_WEB_EMBEDDED_H_
#define DAYBOOK_WEB_EMBEDDED_H_

#include <span>
#include <string_view>

#include "web/asset.h"

namespace daybook::web {

/// One file of them: `<name>.mustache`.
struct EmbeddedTemplate {
  std::string_view name;
  std::string_view text;
};

/// All of them, for the life of the program.
std::span<const EmbeddedTemplate> EmbeddedTemplates();

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_EMBEDDED_H_
