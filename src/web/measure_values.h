// What a measure came to, as the page of it shows that.

#ifndef DAYBOOK_WEB_MEASURE_VALUES_H_
#define DAYBOOK_WEB_MEASURE_VALUES_H_

#include "improvement/table.h"
#include "web/frame.h"
#include "web/model.h"

namespace daybook::web {

/// Periods that are shown of a measure: the last ones. The view has them all.
inline constexpr std::size_t kPeriodsShown = 60;

/// A table, and the chart that is drawn from it. `values`: rows of one measure, of the view
/// `values`.
Model MeasureValuesModel(const Frame& frame, const improvement::Table& values);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_MEASURE_VALUES_H_
