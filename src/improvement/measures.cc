#include "improvement/measures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "improvement/field.h"
#include "improvement/subjects.h"

namespace daybook::improvement {
namespace {

using namespace std::chrono;

constexpr std::size_t kTrendValues = 6;
constexpr std::size_t kSeriesPoints = 12;

// What a measure came to in a period that has a value.
struct Reading {
  const Point* point = nullptr;
  double value = 0;
};

std::optional<double> OneDecimal(double number) {
  const double rounded = std::round(number * 10) / 10;
  return std::isfinite(rounded) ? std::optional(rounded) : std::nullopt;
}

// The last ones, in order.
std::vector<Reading> LastReadings(const Measure& measure) {
  std::vector<Reading> readings;
  readings.reserve(kTrendValues);
  for (auto point = measure.points.rbegin();
       point != measure.points.rend() && readings.size() < kTrendValues; ++point) {
    if (const auto value = ValueOf(measure, *point)) readings.push_back({&*point, *value});
  }
  std::ranges::reverse(readings);
  return readings;
}

// By how much `value` is better than `than`, whichever way is better.
double Better(const Measure& measure, double value, double than) {
  return measure.polarity == "lower-is-better" ? than - value : value - than;
}

std::optional<bool> Meets(const Measure& measure, const Point& point) {
  const auto value = ValueOf(measure, point);
  if (!value || measure.targets.empty()) return std::nullopt;
  return Better(measure, *value, measure.targets.back().value) >= 0;
}

double Mean(std::span<const Reading> readings) {
  double sum = 0;
  for (const Reading& reading : readings) sum += reading.value;
  return sum / static_cast<double>(readings.size());
}

std::string_view TrendOf(const Measure& measure, std::span<const Reading> readings) {
  const std::size_t half = readings.size() / 2;
  if (half == 0) return {};
  const double better = Better(measure, Mean(readings.last(half)), Mean(readings.first(half)));
  if (std::abs(better) < 0.05) return "steady";
  return better > 0 ? "improving" : "worsening";
}

std::string_view StandingOf(const Measure& measure, Day today) {
  const auto met = MeetsTarget(measure);
  if (!met) return {};
  if (*met) return "met";
  const auto by = ParseDay(measure.targets.back().by);
  return by && *by < today ? "missed" : "not-met";
}

std::string SeriesOf(const Measure& measure) {
  const std::span<const Point> points(measure.points);
  std::string series;
  for (const Point& point : points.last(std::min(points.size(), kSeriesPoints))) {
    const auto value = ValueOf(measure, point);
    fmt::format_to(std::back_inserter(series), "{}{}: {}{}{}", series.empty() ? "" : "; ",
                   point.period, value ? TextOf(NumberCell(*value)) : "-",
                   point.restatements > 0 ? "*" : "", point.provisional ? "?" : "");
  }
  return series;
}

std::int64_t DaysOf(std::string_view frequency) {
  if (frequency == "weekly") return 7;
  if (frequency == "monthly") return 31;
  return frequency == "quarterly" ? 92 : 366;
}

Cell NumberCellOf(const std::optional<double>& number) {
  return number ? NumberCell(*number) : Cell();
}

Cell YesIf(bool holds) { return holds ? Cell("yes") : Cell(); }

std::vector<Cell> DefinitionCells(std::string_view name, const Measure& measure) {
  const Target none;
  const Target& target = measure.targets.empty() ? none : measure.targets.back();
  return {TextCell(IdOf(name)),
          TextCell(measure.title),
          TextCell(measure.area),
          TextCell(measure.numerator),
          TextCell(measure.denominator),
          TextCell(measure.unit),
          TextCell(measure.polarity),
          TextCell(measure.frequency),
          measure.targets.empty() ? Cell() : NumberCell(target.value),
          TextCell(target.by)};
}

// The reading before the one of `point`, among the last ones.
const Reading* Before(std::span<const Reading> readings, const Point& point) {
  if (!readings.empty() && readings.back().point == &point) {
    readings = readings.first(readings.size() - 1);
  }
  return readings.empty() ? nullptr : &readings.back();
}

void AddLatest(std::vector<Cell>& cells, const Measure& measure, Day today) {
  const Point& point = measure.points.back();
  const auto value = ValueOf(measure, point);
  const auto readings = LastReadings(measure);
  const Reading* before = Before(readings, point);
  const bool has_gap = value && !measure.targets.empty();
  cells.insert(cells.end(),
               {TextCell(point.period), NumberCell(point.numerator),
                NumberCellOf(point.denominator), NumberCellOf(value), YesIf(point.provisional),
                static_cast<std::int64_t>(point.restatements), TextCell(StandingOf(measure, today)),
                has_gap ? NumberCellOf(OneDecimal(*value - measure.targets.back().value)) : Cell(),
                before ? TextCell(before->point->period) : Cell(),
                before ? NumberCell(before->value) : Cell(),
                before && value ? NumberCellOf(OneDecimal(*value - before->value)) : Cell(),
                TextCell(TrendOf(measure, readings)), TextCell(SeriesOf(measure))});
}

void AddAge(std::vector<Cell>& cells, const Measure& measure, Day today) {
  cells.emplace_back(std::int64_t{std::ssize(measure.points)});
  cells.emplace_back(std::int64_t{std::ranges::count_if(
      measure.points, [](const Point& point) { return point.restatements > 0; })});
  const auto end =
      measure.points.empty() ? std::nullopt : EndOfPeriod(measure.points.back().period);
  if (!end) {
    cells.resize(cells.size() + 2);
    return;
  }
  const std::int64_t age = std::max<std::int64_t>((today - *end).count(), 0);
  cells.emplace_back(age);
  cells.push_back(YesIf(age > 2 * DaysOf(measure.frequency)));
}

}  // namespace

std::optional<double> ValueOf(const Measure& measure, const Point& point) {
  if (!point.denominator) return OneDecimal(point.numerator);
  if (*point.denominator == 0) return std::nullopt;
  const double share = point.numerator / *point.denominator;
  return OneDecimal(measure.unit == "percent" ? 100 * share : share);
}

Table MeasuresTable(const Subjects& subjects, const AsOf& as_of) {
  Table table{
      .name = "measures",
      .columns = {"measure",        "title",     "area",        "counted",  "outOf",    "unit",
                  "polarity",       "frequency", "target",      "targetBy", "period",   "numerator",
                  "denominator",    "value",     "provisional", "restated", "standing", "gap",
                  "previousPeriod", "previous",  "change",      "trend",    "series",   "points",
                  "pointsRestated", "ageDays",   "stale"},
      .rows = {}};
  constexpr std::size_t kLatestColumns = 13;
  ForEach<Measure>(subjects, [&](const Subject& subject, const Measure& measure) {
    std::vector<Cell>& cells = table.rows.emplace_back();
    cells.reserve(table.columns.size());
    cells = DefinitionCells(subject.name, measure);
    if (measure.points.empty()) {
      cells.resize(cells.size() + kLatestColumns);
    } else {
      AddLatest(cells, measure, as_of.day);
    }
    AddAge(cells, measure, as_of.day);
  });
  return table;
}

std::optional<Day> EndOfPeriod(std::string_view period) {
  if (const auto day = ParseDay(period)) return day;
  std::string first(period.substr(0, 4));
  months length{12};
  if (period.size() == 4) {
    first += "-01-01";
  } else if (period.size() == 7 && period.substr(4, 2) == "-Q") {
    constexpr std::array kQuarters = {"-01-01", "-04-01", "-07-01", "-10-01"};
    if (period[6] < '1' || period[6] > '4') return std::nullopt;
    first += kQuarters.at(static_cast<std::size_t>(period[6] - '1'));
    length = months(3);
  } else {
    first = std::string(period) + "-01";
    length = months(1);
  }
  const auto begins = ParseDay(first);
  if (!begins) return std::nullopt;
  return Day(year_month_day(*begins) + length) - days(1);
}

std::optional<bool> MeetsTarget(const Measure& measure) {
  if (measure.points.empty()) return std::nullopt;
  return Meets(measure, measure.points.back());
}

const Point* MeetsTarget(const Measure& measure, Day due) {
  const std::vector<Point>& points = measure.points;
  const auto in_time = std::find_if(points.rbegin(), points.rend(), [&](const Point& point) {
    const auto end = EndOfPeriod(point.period);
    return end && *end <= due;
  });
  if (in_time != points.rend() && Meets(measure, *in_time).value_or(false)) return &*in_time;
  return MeetsTarget(measure).value_or(false) ? &points.back() : nullptr;
}

}  // namespace daybook::improvement
