// When something happened, as exactly as it is known, and how that is shown.

#ifndef DAYBOOK_IMPROVEMENT_MOMENT_H_
#define DAYBOOK_IMPROVEMENT_MOMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"
#include "event/entry.h"

namespace daybook::improvement {

/// When something happened. The default is never.
struct Moment {
  std::optional<Instant> at;  ///< Nothing: it did not happen.
  Precision precision = Precision::kUnknown;
  /// As much of an ISO 8601 day as is known: `2024-07-30`, `2024-07`, `2024`, or nothing. The day
  /// is the one in London, unless its writer gave a whole day, month or year: that stands.
  std::string day;

  explicit operator bool() const { return at.has_value(); }
  bool operator==(const Moment&) const = default;
};

/// Whether `one` came before `other` or on the same day, as far as their days are known.
bool NotAfter(const Moment& one, const Moment& other);

/// When the event of an entry occurred.
Moment OccurredOf(const Entry& entry);

/// The day in London: `2024-07-30`.
std::string LondonDay(Instant instant);

/// The time in London, to the second and with its offset: `2024-07-30T09:00:00+01:00`.
std::string LondonTime(Instant instant);

/// The last instant of a day in London, given as `2024-07-30`: that of the last microsecond before
/// midnight by London's clocks. Nothing if there is no such day.
std::optional<Instant> EndOfLondonDay(std::string_view day);

/// Days from one day in London to another.
std::int64_t LondonDaysBetween(Instant from, Instant to);

/// Fails with kIo when this machine has no time zone database. The functions above need it: whoever
/// starts the process asks first.
Result<void> CheckTimeZones();

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_MOMENT_H_
