// Patterns of subjects and of types.
//
//   pattern := name | beginning '*'       `action/edt`, `action/*`, `action/edt-*`, `plan.*`, `*`

#ifndef DAYBOOK_ACCESS_PATTERN_H_
#define DAYBOOK_ACCESS_PATTERN_H_

#include <string_view>

namespace daybook::access {

constexpr bool Fits(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  return name.starts_with(pattern.substr(0, pattern.size() - 1));
}

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_PATTERN_H_
