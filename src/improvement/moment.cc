#include "improvement/moment.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <string_view>

#include "event/instant.h"

namespace daybook::improvement {
namespace {

using std::chrono::days;
using std::chrono::floor;

const date::time_zone* London() {
  static const date::time_zone* const zone = date::locate_zone("Europe/London");
  return zone;
}

/// The instant as London's clocks show it, as if they were in UTC.
Instant InLondon(Instant instant) { return instant + London()->get_info(instant).offset; }

std::string DayText(Instant local) {
  const std::chrono::year_month_day day(floor<days>(local));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

// How much of an RFC 3339 time a precision leaves.
std::size_t DayBytes(Precision precision) {
  switch (precision) {
    case Precision::kYear:
      return std::string_view("2024").size();
    case Precision::kMonth:
      return std::string_view("2024-07").size();
    default:
      return std::string_view("2024-07-30").size();
  }
}

}  // namespace

Moment OccurredOf(const Entry& entry) {
  Moment moment{.at = entry.occurred(), .precision = entry.precision, .day = {}};
  if (!entry.time || entry.precision == Precision::kUnknown) {
    moment.precision = Precision::kUnknown;
  } else if (entry.precision == Precision::kInstant) {
    moment.day = LondonDay(*entry.time);
  } else {
    moment.day = entry.time_text.substr(0, DayBytes(entry.precision));
  }
  return moment;
}

bool NotAfter(const Moment& one, const Moment& other) {
  // ISO 8601: as texts, days are in order, and a month is how its days begin.
  const std::size_t known = std::min(one.day.size(), other.day.size());
  return std::string_view(one.day).substr(0, known) <= std::string_view(other.day).substr(0, known);
}

std::string LondonDay(Instant instant) { return DayText(InLondon(instant)); }

std::string LondonTime(Instant instant) {
  const Instant local = InLondon(instant);
  const std::chrono::hh_mm_ss time(floor<std::chrono::seconds>(local - floor<days>(local)));
  const auto offset = std::chrono::duration_cast<std::chrono::minutes>(local - instant).count();
  return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", DayText(local), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), offset < 0 ? '-' : '+',
                     std::abs(offset) / 60, std::abs(offset) % 60);
}

std::optional<Instant> EndOfLondonDay(std::string_view day) {
  constexpr std::string_view kForm = "YYYY-MM-DD";
  if (day.size() != kForm.size()) return std::nullopt;
  const auto midnight = ParseInstant(fmt::format("{}T00:00:00Z", day));
  if (!midnight) return std::nullopt;
  const date::local_time<std::chrono::microseconds> next(midnight->time_since_epoch() + days(1));
  // London's clocks change at one in the morning: midnight is there, and is there once.
  return London()->to_sys(next, date::choose::earliest) - std::chrono::microseconds(1);
}

std::int64_t LondonDaysBetween(Instant from, Instant to) {
  return (floor<days>(InLondon(to)) - floor<days>(InLondon(from))).count();
}

Result<void> CheckTimeZones() {
  try {
    London();
  } catch (const std::exception& error) {
    return Fail(ErrorCode::kIo, fmt::format("The time zone Europe/London is not to be had ({}). "
                                            "Install the package tzdata.",
                                            error.what()));
  }
  return {};
}

}  // namespace daybook::improvement
