// The grammar that header values share (RFC 9110, section 5.6): lists, quoting, percent-encoding.

#ifndef DAYBOOK_HTTP_HEADER_TEXT_H_
#define DAYBOOK_HTTP_HEADER_TEXT_H_

#include <optional>
#include <string>
#include <string_view>

#include "net/percent_encode.h"

namespace daybook::http {

/// Without the spaces and tabs around it.
std::string_view Trim(std::string_view text);

/// Calls `take` with each part between separators, trimmed; empty parts are left out. Commas and
/// semicolons within double quotes do not separate.
template <typename Take>
void ForEachPart(std::string_view text, char separator, Take take) {
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) {
      if (quoted && text[i] == '\\') {
        ++i;
        continue;
      }
      if (text[i] == '"') quoted = !quoted;
      if (quoted || text[i] != separator) continue;
    }
    const std::string_view part = Trim(text.substr(begin, i - begin));
    if (!part.empty()) take(part);
    begin = i + 1;
  }
}

/// What stands between double quotes, with its backslashes resolved; other text as it is.
std::string Unquote(std::string_view text);

/// One round of percent-decoding. Nothing when a `%` is not followed by two hexadecimal digits.
std::optional<std::string> PercentDecode(std::string_view text);

using net::PercentEncode;

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_HEADER_TEXT_H_
