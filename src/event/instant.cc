#include "event/instant.h"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace daybook {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 5> kPrecisionNames = {"instant", "day", "month", "year",
                                                             "unknown"};

constexpr Instant kFirst = sys_days(year(1900) / 1 / 1);
constexpr Instant kPastLast = sys_days(year(10000) / 1 / 1);

// Takes fixed-width fields off the front of a text; once one does not fit, `ok` stays false.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int Digits(std::size_t count) {
    int value = 0;
    const std::string_view field = rest_.substr(0, count);
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value);
    // from_chars would take a sign; a field of exactly `count` digits has none.
    if (error != std::errc() || end != field.data() + field.size() || field.size() != count ||
        field.front() == '-') {
      ok_ = false;
      return 0;
    }
    rest_.remove_prefix(count);
    return value;
  }

  void Literal(std::string_view either) {
    if (rest_.empty() || either.find(rest_.front()) == std::string_view::npos) {
      ok_ = false;
      return;
    }
    rest_.remove_prefix(1);
  }

  bool Take(char c) {
    if (!ok_ || rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // The digits after a decimal point, as microseconds; those past the sixth are dropped.
  microseconds Fraction() {
    std::int64_t value = 0;
    std::size_t count = 0;
    for (; count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9'; ++count) {
      if (count < 6) value = value * 10 + (rest_[count] - '0');
    }
    if (count == 0 || count > 9) ok_ = false;
    for (std::size_t i = count; i < 6; ++i) value *= 10;
    rest_.remove_prefix(count);
    return microseconds(value);
  }

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

std::unexpected<Error> Bad(std::string_view text, std::string_view why) {
  return Fail(ErrorCode::kMalformed,
              fmt::format("'{}' {}; write RFC 3339, as in 2024-07-30T09:00:00+01:00",
                          text.substr(0, 40), why));
}

Result<sys_days> ScanDay(Scanner& scan, std::string_view text) {
  const int y = scan.Digits(4);
  scan.Literal("-");
  const int m = scan.Digits(2);
  scan.Literal("-");
  const int d = scan.Digits(2);
  if (!scan.ok()) return Bad(text, "is not a time");
  const year_month_day date{year(y), month(static_cast<unsigned>(m)),
                            day(static_cast<unsigned>(d))};
  if (!date.ok()) return Bad(text, "names a day that does not exist");
  return sys_days(date);
}

// `Z` or `+01:00`: what to subtract to come to UTC.
minutes ScanOffset(Scanner& scan) {
  if (scan.Take('Z') || scan.Take('z')) return minutes(0);
  const bool west = scan.Take('-');
  if (!west) scan.Literal("+");
  const int h = scan.Digits(2);
  scan.Literal(":");
  const int m = scan.Digits(2);
  if (h > 23 || m > 59) scan.Literal("");  // no such offset
  const minutes offset = hours(h) + minutes(m);
  return west ? -offset : offset;
}

}  // namespace

Result<Instant> ParseInstant(std::string_view text) {
  Scanner scan(text);
  const Result<sys_days> date = ScanDay(scan, text);
  if (!date) return std::unexpected(date.error());
  scan.Literal("Tt");
  const int h = scan.Digits(2);
  scan.Literal(":");
  const int m = scan.Digits(2);
  scan.Literal(":");
  const int s = scan.Digits(2);
  const microseconds fraction = scan.Take('.') ? scan.Fraction() : microseconds(0);
  const minutes offset = ScanOffset(scan);
  if (!scan.done()) return Bad(text, "is not a time");
  if (h > 23 || m > 59 || s > 59) return Bad(text, "names a time of day that does not exist");
  const Instant local = Instant(*date) + hours(h) + minutes(m) + seconds(s) + fraction;
  const Instant instant = local - offset;
  if (instant < kFirst || instant >= kPastLast) return Bad(text, "is outside 1900 to 9999 in UTC");
  return instant;
}

Result<Instant> ParseInstantOrDay(std::string_view text) {
  if (text.size() != 10) return ParseInstant(text);
  Scanner scan(text);
  const Result<sys_days> date = ScanDay(scan, text);
  if (!date) return std::unexpected(date.error());
  if (Instant(*date) < kFirst) return Bad(text, "is before 1900");
  return Instant(*date);
}

namespace {

std::string FormatAnew(Instant instant) {
  const sys_days date = std::chrono::floor<std::chrono::days>(instant);
  const year_month_day ymd(date);
  const std::chrono::hh_mm_ss<microseconds> time(instant - date);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count(),
                     time.subseconds().count());
}

}  // namespace

std::string FormatInstant(Instant instant) {
  // All events of a group have one time, which is written several times for each.
  thread_local Instant last;
  thread_local std::string text = FormatAnew(last);
  if (instant != last) text = FormatAnew(last = instant);
  return text;
}

bool BeginsPeriod(std::string_view text, Precision precision) {
  if (precision == Precision::kInstant || precision == Precision::kUnknown) return true;
  if (text.size() < 19 || text.substr(11, 8) != "00:00:00") return false;
  if (text[19] == '.' && text.find_first_of("123456789", 20) < text.find_first_of("Zz+-", 20)) {
    return false;
  }
  if (precision == Precision::kDay) return true;
  if (precision == Precision::kMonth) return text.substr(8, 2) == "01";
  return text.substr(5, 5) == "01-01";
}

std::optional<Precision> ParsePrecision(std::string_view text) {
  for (std::size_t i = 0; i < kPrecisionNames.size(); ++i) {
    if (kPrecisionNames[i] == text) return static_cast<Precision>(i);
  }
  return std::nullopt;
}

std::string_view PrecisionName(Precision precision) {
  return kPrecisionNames.at(static_cast<std::size_t>(precision));
}

}  // namespace daybook
