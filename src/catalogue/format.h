// The formats of text that schemas may ask for.

#ifndef DAYBOOK_CATALOGUE_FORMAT_H_
#define DAYBOOK_CATALOGUE_FORMAT_H_

#include <cstdint>
#include <string_view>

namespace daybook::catalogue {

enum class TextFormat : std::uint8_t {
  kNone,
  kDay,   ///< `date`: a day of the calendar, `2025-06-30`.
  kTime,  ///< `date-time`: RFC 3339, as far as the book knows times.
};

bool HasFormat(TextFormat format, std::string_view text);

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_FORMAT_H_
