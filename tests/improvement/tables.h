// Looking into tables.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_TABLES_H_
#define DAYBOOK_TESTS_IMPROVEMENT_TABLES_H_

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "improvement/field.h"
#include "improvement/table.h"

namespace daybook::improvement {

using TextRow = std::map<std::string, std::string>;  // by column; nothing is ""

inline std::vector<TextRow> RowsOf(const Table& table) {
  std::vector<TextRow> rows;
  for (const auto& cells : table.rows) {
    TextRow& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[table.columns.at(i)] = TextOf(cells[i]);
  }
  return rows;
}

/// The first row with this value in this column; empty if there is none.
inline TextRow RowWith(const Table& table, const std::string& column, const std::string& value) {
  for (const TextRow& row : RowsOf(table)) {
    if (row.at(column) == value) return row;
  }
  return {};
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_TABLES_H_
