// Days in London, and which of them are working days in England.

#ifndef DAYBOOK_IMPROVEMENT_CALENDAR_H_
#define DAYBOOK_IMPROVEMENT_CALENDAR_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"
#include "improvement/audience.h"
#include "improvement/moment.h"

namespace daybook::improvement {

/// A day in London, without a time. No clock change touches it.
using Day = std::chrono::sys_days;

/// A day written `2024-07-30`; nothing for any other text and for days that do not exist.
std::optional<Day> ParseDay(std::string_view text);

/// `2024-07-30`
std::string TextOf(Day day);

/// The day in London at an instant.
Day LondonDate(Instant instant);

/// The day a moment was on, or the first it can have been on if only its month or year is known;
/// nothing if it did not happen, or on a day nobody knows.
std::optional<Day> DayOf(const Moment& moment);

/// The bank holidays of a year in England and Wales, in order: substitute days for those that fall
/// on a weekend, and the ones that were added or moved once. From 1995 on; the rules of years to
/// come are those of today.
std::vector<Day> BankHolidays(std::chrono::year year);

/// Neither a weekend nor a bank holiday.
bool IsWorkingDay(Day day);

/// The day that is `count` (≥ 0) working days after `from`, which itself is not counted.
Day AddWorkingDays(Day from, int count);

/// What a view is asked for.
struct AsOf {
  Instant instant;
  Day day;                                  ///< The day in London then.
  Audience audience = Audience::kInternal;  ///< What is released to others is not all there is.

  static AsOf At(Instant instant, Audience audience = Audience::kInternal) {
    return {.instant = instant, .day = LondonDate(instant), .audience = audience};
  }
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_CALENDAR_H_
