#include "improvement/event_cells.h"

#include <fmt/format.h>

#include <string>

namespace daybook::improvement {

Cell PositionsCell(const std::vector<Position>& positions) {
  return TextCell(fmt::format("{}", fmt::join(positions, " ")));
}

Cell OccurredCell(const Fact& fact) {
  if (fact.when.precision == Precision::kInstant) return LondonTime(*fact.when.at);
  return TextCell(fact.when.day);
}

std::string_view ReasonOf(const Fact& fact) {
  if (!fact.reason.empty()) return fact.reason;
  for (const std::string_view member : {"note", "basis", "text"}) {
    if (const std::string_view text = fact.data.Text(member); !text.empty()) return text;
  }
  return {};
}

}  // namespace daybook::improvement
