// A view's answer: named columns and rows of plain values, the same whatever form it leaves in.

#ifndef DAYBOOK_IMPROVEMENT_TABLE_H_
#define DAYBOOK_IMPROVEMENT_TABLE_H_

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace daybook::improvement {

/// Nothing, a whole number, a text or any other number.
using Cell = std::variant<std::monostate, std::int64_t, std::string, double>;

/// Columns are stable: they are there, in this order, when there is no row.
struct Table {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<Cell>> rows;  ///< Each as long as `columns`.
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_TABLE_H_
