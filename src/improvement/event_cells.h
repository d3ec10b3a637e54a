// What an event says of itself, as the cells of a row.

#ifndef DAYBOOK_IMPROVEMENT_EVENT_CELLS_H_
#define DAYBOOK_IMPROVEMENT_EVENT_CELLS_H_

#include <string_view>
#include <vector>

#include "improvement/fact.h"
#include "improvement/field.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Divided by spaces; nothing for none.
Cell PositionsCell(const std::vector<Position>& positions);

/// When it happened, as much of it as is known: 2024, 2024-07, 2024-07-30, or a time in London.
Cell OccurredCell(const Fact& fact);

/// The attribute `reason`, or else the data's note, basis or text; "" if there is none.
std::string_view ReasonOf(const Fact& fact);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_EVENT_CELLS_H_
