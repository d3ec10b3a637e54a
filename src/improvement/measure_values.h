// What the measures came to, period by period.

#ifndef DAYBOOK_IMPROVEMENT_MEASURE_VALUES_H_
#define DAYBOOK_IMPROVEMENT_MEASURE_VALUES_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// One row a measure and period, in their order. Columns:
///
///   measure, title, unit
///   period                    `2025-01`, `2025-Q1`, `2025`, or a day
///   value                     in the unit: a percentage, an average, or else the numerator, to one
///                             decimal; nothing where it is out of 0
///   target                    set last, whenever that was
///   numerator, denominator
///   provisional               `yes` while the numbers may change
///   restated                  how often they were restated
Table MeasureValues(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_MEASURE_VALUES_H_
