#include "web/text.h"

#include <kainjow/mustache.hpp>

namespace daybook::web {

std::string Escaped(std::string_view text) {
  return kainjow::mustache::html_escape(std::string(text));
}

}  // namespace daybook::web
