#include "improvement/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace daybook::improvement {
namespace {

using namespace std::chrono;

constexpr year_month_day On(int y, unsigned m, unsigned d) { return {year(y), month(m), day(d)}; }

// Holidays that a proclamation added.
constexpr std::array kAdded = {
    On(1999, 12, 31),  // eve of the millennium
    On(2002, 6, 3),    // Golden Jubilee
    On(2011, 4, 29),   // royal wedding
    On(2012, 6, 5),    // Diamond Jubilee
    On(2022, 6, 3),    // Platinum Jubilee
    On(2022, 9, 19),   // state funeral
    On(2023, 5, 8),    // coronation
};

struct Moved {
  year_month_day from;
  year_month_day to;
};

constexpr std::array kMoved = {
    Moved{On(1995, 5, 1), On(1995, 5, 8)},   // fifty years after the war in Europe
    Moved{On(2002, 5, 27), On(2002, 6, 4)},  // Golden Jubilee
    Moved{On(2012, 5, 28), On(2012, 6, 4)},  // Diamond Jubilee
    Moved{On(2020, 5, 4), On(2020, 5, 8)},   // seventy-five years after the war in Europe
    Moved{On(2022, 5, 30), On(2022, 6, 2)},  // Platinum Jubilee
};

// The anonymous Gregorian algorithm (Nature, 1876), in its usual letters.
sys_days EasterSunday(year of) {
  const int y = static_cast<int>(of);
  const int a = y % 19, b = y / 100, c = y % 100, d = b / 4, e = b % 4;
  const int g = (8 * b + 13) / 25;
  const int h = (19 * a + b - d - g + 15) % 30;
  const int i = c / 4, k = c % 4;
  const int l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 19 * l) / 433;
  const int n = (h + l - 7 * m + 90) / 25;
  const int p = (h + l - 7 * m + 33 * n + 19) % 32;
  return year_month_day(of, month(static_cast<unsigned>(n)), day(static_cast<unsigned>(p)));
}

bool IsWeekend(sys_days day) {
  const weekday name(day);
  return name == Saturday || name == Sunday;
}

// The next days that are no weekend and not taken by the holiday before it.
void AddWithSubstitute(std::vector<Day>& holidays, sys_days day) {
  while (IsWeekend(day) || std::ranges::find(holidays, day) != holidays.end()) day += days(1);
  holidays.push_back(day);
}

template <std::size_t N>
std::optional<int> ParseDigits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + N, number);
  if (error != std::errc() || end != text.data() + N || text[0] == '-') return std::nullopt;
  return number;
}

}  // namespace

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto y = ParseDigits<4>(text);
  const auto m = ParseDigits<2>(text.substr(5));
  const auto d = ParseDigits<2>(text.substr(8));
  if (!y || !m || !d) return std::nullopt;
  const year_month_day parsed = On(*y, static_cast<unsigned>(*m), static_cast<unsigned>(*d));
  if (!parsed.ok()) return std::nullopt;
  return Day(parsed);
}

std::string TextOf(Day day) {
  const year_month_day parts(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(parts.year()),
                     static_cast<unsigned>(parts.month()), static_cast<unsigned>(parts.day()));
}

Day LondonDate(Instant instant) { return ParseDay(LondonDay(instant)).value_or(Day()); }

std::optional<Day> DayOf(const Moment& moment) {
  constexpr std::string_view kFirst = "0000-01-01";
  if (!moment || moment.day.empty() || moment.day.size() > kFirst.size()) return std::nullopt;
  return ParseDay(moment.day + std::string(kFirst.substr(moment.day.size())));
}

std::vector<Day> BankHolidays(year of) {
  std::vector<Day> holidays;
  AddWithSubstitute(holidays, sys_days(of / January / 1));
  const sys_days easter = EasterSunday(of);
  holidays.push_back(easter - days(2));
  holidays.push_back(easter + days(1));
  holidays.emplace_back(sys_days(of / May / Monday[1]));
  holidays.emplace_back(sys_days(of / May / Monday[last]));
  holidays.emplace_back(sys_days(of / August / Monday[last]));
  // Boxing Day has its place before Christmas Day looks for another one.
  const sys_days christmas = of / December / 25;
  const sys_days boxing = christmas + days(1);
  if (!IsWeekend(boxing)) holidays.push_back(boxing);
  AddWithSubstitute(holidays, christmas);
  if (IsWeekend(boxing)) AddWithSubstitute(holidays, boxing);
  for (const Moved& moved : kMoved) {
    std::ranges::replace(holidays, sys_days(moved.from), sys_days(moved.to));
  }
  for (const year_month_day& added : kAdded) {
    if (added.year() == of) holidays.emplace_back(sys_days(added));
  }
  std::ranges::sort(holidays);
  return holidays;
}

bool IsWorkingDay(Day day) {
  if (IsWeekend(day)) return false;
  return !std::ranges::binary_search(BankHolidays(year_month_day(day).year()), day);
}

Day AddWorkingDays(Day from, int count) {
  std::vector<Day> holidays;  // of the year of `from`
  year of{0};
  while (count > 0) {
    from += days(1);
    if (IsWeekend(from)) continue;
    if (const year now = year_month_day(from).year(); now != of) {
      of = now;
      holidays = BankHolidays(now);
    }
    if (!std::ranges::binary_search(holidays, from)) --count;
  }
  return from;
}

}  // namespace daybook::improvement
