// The measures: one row a measure.

#ifndef DAYBOOK_IMPROVEMENT_MEASURES_H_
#define DAYBOOK_IMPROVEMENT_MEASURES_H_

#include <optional>
#include <string_view>

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Whether practice moves, on a day. Columns:
///
///   measure, title, area      their ids
///   counted, outOf            its definition: numerator and denominator
///   unit, polarity, frequency
///   target, targetBy          set last; the day it is to be met by, if one was named
///   period, numerator, denominator
///                             recorded last
///   value                     of that period, in the unit: a percentage, an average, or else the
///                             numerator, to one decimal; nothing where it is out of 0
///   provisional               `yes` while the numbers may change
///   restated                  how often the numbers of that period were restated
///   standing                  by polarity: met; not-met; missed (and its day is over); nothing
///                             without a target or a value
///   gap                       value less target
///   previousPeriod, previous  the period before it that has a value
///   change                    value less previous
///   trend                     improving, worsening or steady, by polarity: the mean of the later
///                             half of the last six values against that of the earlier half (of an
///                             odd number, without the one in the middle)
///   series                    the last twelve: `2025-01: 85.3; …`, `*` where it was restated and
///                             `?` where it is provisional
///   points, pointsRestated    how many there are, and how many of them were restated
///   ageDays                   from the end of the period recorded last
///   stale                     `yes` when two more periods have ended since
Table MeasuresTable(const Subjects& subjects, const AsOf& as_of);

/// What a measure came to in a period, in its unit: a percentage, an average, or else the
/// numerator, to one decimal; nothing where it is out of 0.
std::optional<double> ValueOf(const Measure& measure, const Point& point);

/// The last day of a period (`2025-01`, `2025-Q1`, `2025`, or a day); nothing for other text.
std::optional<Day> EndOfPeriod(std::string_view period);

/// Whether what was recorded last meets the target set last, by polarity; nothing if there is no
/// target or no value.
std::optional<bool> MeetsTarget(const Measure& measure);

/// The period that meets the target set last: the last one that ended by `due`, or else the one
/// recorded last; null if neither does.
const Point* MeetsTarget(const Measure& measure, Day due);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_MEASURES_H_
