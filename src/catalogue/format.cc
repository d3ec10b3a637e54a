#include "catalogue/format.h"

#include <chrono>

#include "event/instant.h"

namespace daybook::catalogue {
namespace {

// The number that all of `digits` are, or -1.
int NumberOf(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool IsDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const int year = NumberOf(text.substr(0, 4));
  const int month = NumberOf(text.substr(5, 2));
  const int day = NumberOf(text.substr(8, 2));
  if (year < 0 || month < 0 || day < 0) return false;
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

}  // namespace

bool HasFormat(TextFormat format, std::string_view text) {
  switch (format) {
    case TextFormat::kDay:
      return IsDay(text);
    case TextFormat::kTime:
      return ParseInstant(text).has_value();
    case TextFormat::kNone:
      break;
  }
  return true;
}

}  // namespace daybook::catalogue
