// Moments as text: RFC 3339 in, RFC 3339 in UTC out.

#ifndef DAYBOOK_EVENT_INSTANT_H_
#define DAYBOOK_EVENT_INSTANT_H_

#include <optional>
#include <string>
#include <string_view>

#include "daybook/event.h"

namespace daybook {

/// Reads `2024-07-30T09:00:00+01:00`, with up to nine digits of a second (those past the sixth
/// are dropped). Refuses days that do not exist, leap seconds, and years before 1900.
Result<Instant> ParseInstant(std::string_view text);

/// Like ParseInstant, and also takes a day (`2024-07-30`), which is the beginning of it in UTC.
Result<Instant> ParseInstantOrDay(std::string_view text);

/// `2024-07-30T08:00:00.000000Z`: always 27 bytes, so it sorts as text.
std::string FormatInstant(Instant instant);

/// Whether `text`, a valid RFC 3339 time, is written as the beginning of a period of `precision`.
bool BeginsPeriod(std::string_view text, Precision precision);

/// The values of the attribute `timeprecision`: `instant`, `day`, `month`, `year`, `unknown`.
std::optional<Precision> ParsePrecision(std::string_view text);
std::string_view PrecisionName(Precision precision);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_INSTANT_H_
