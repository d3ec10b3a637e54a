#include "web/measure_values.h"

#include <algorithm>
#include <array>

#include "improvement/field.h"
#include "web/grid.h"
#include "web/grid_model.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Table;
using Row = std::vector<improvement::Cell>;

// Columns with nothing but numbers are what the chart draws: Actual and Target.
constexpr std::array kValueColumns = {
    GridColumn{"period", "Period", Show::kMoment},
    GridColumn{"value", "Actual", Show::kNumber},
    GridColumn{"target", "Target", Show::kNumber},
    GridColumn{"counted", "Counted"},
    GridColumn{"note", "Note"},
};

std::string CountedWords(const Table& values, const Row& row) {
  std::string words = CellText(values, row, "numerator");
  const std::string all = CellText(values, row, "denominator");
  return all.empty() ? words : words + " of " + all;
}

std::string NoteWords(const Table& values, const Row& row) {
  std::string words = CellText(values, row, "provisional").empty() ? "" : "Provisional";
  if (CellText(values, row, "restated") != "0") words += words.empty() ? "Restated" : ", restated";
  return words;
}

}  // namespace

Model MeasureValuesModel(const Frame& frame, const Table& values) {
  Table shown{.name = values.name, .columns = {}, .rows = {}};
  for (const GridColumn& column : kValueColumns) shown.columns.emplace_back(column.column);
  const std::size_t first = values.rows.size() - std::min(values.rows.size(), kPeriodsShown);
  for (std::size_t i = first; i < values.rows.size(); ++i) {
    const Row& row = values.rows[i];
    shown.rows.push_back({CellText(values, row, "period"), CellText(values, row, "value"),
                          CellText(values, row, "target"), CountedWords(values, row),
                          NoteWords(values, row)});
  }
  const std::string unit =
      values.rows.empty() ? std::string() : CellText(values, values.rows.front(), "unit");
  std::string caption = "What it came to";
  if (!unit.empty()) caption += ", in " + unit;
  if (first > 0) {
    caption += ": the last " + CountWords(shown.rows.size()) + " of " +
               CountWords(values.rows.size()) + " periods";
  }
  const Grid grid{"/measures", "values", caption, "Nothing has been recorded of it yet.",
                  kValueColumns};
  return PlainGridModel(frame, grid, shown);
}

}  // namespace daybook::web
