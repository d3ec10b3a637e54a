// Tables that are looked through: what is shown of a view's table, filtered, sorted and page by
// page, by what the address says.

#ifndef DAYBOOK_WEB_GRID_H_
#define DAYBOOK_WEB_GRID_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "improvement/table.h"
#include "web/frame.h"

namespace daybook::web {

/// How a column's values are shown.
enum class Show : std::uint8_t {
  kText,
  kWords,   ///< A name such as `in-progress`, as words.
  kTag,     ///< The same, as a tag.
  kMoment,  ///< As much of a day as is known.
  kWhen,    ///< The same, and how the column `precision` says it is to be read.
  kNumber,
  kSubject,   ///< A subject, linked.
  kSubjects,  ///< Several, divided by `; `.
  kList,      ///< Names divided by `; `, as words.
  kPosition,  ///< Of an event, linked.
};

/// One column of a grid.
struct GridColumn {
  std::string_view column;  ///< Of the table, and in addresses.
  std::string_view label;
  Show show = Show::kText;
  bool filters = false;        ///< Whether one of its values can be asked for.
  std::string_view link = {};  ///< The column that names the subject this leads to.
  std::string_view kind = {};  ///< Of the subject, where a table has only its id.
};

/// What a grid is of.
struct Grid {
  std::string_view path;     ///< Of its page.
  std::string_view name;     ///< Of its table in the page: `actions`.
  std::string_view caption;  ///< What its rows are: `Actions`.
  std::string_view nothing;  ///< Said where there is none at all.
  std::span<const GridColumn> columns;
  std::string_view chart = {};   ///< Of what column rows are counted in a chart; "": none.
  std::string_view counts = {};  ///< What that chart is called: `Actions by colour`.
  /// Whether its columns `before` and `after` are two cuts beside each other, each headed by its
  /// cut: they stay so in a narrow window, where each row is a block.
  bool sides = false;
};

/// What is asked of it.
struct GridRequest {
  std::string sort;                                         ///< A column, `-` before it: downwards.
  std::map<std::string, std::string, std::less<>> filters;  ///< Values by column.
  std::string text;                                         ///< To be in one of the columns shown.
  std::size_t page = 1;
  SubjectNames names = {};  ///< Subjects are sorted and searched by them, as they are shown.

  /// The parameters of an address that asks for this.
  std::vector<std::pair<std::string, std::string>> Params() const;
  /// In words; "" for everything.
  std::string Words(const Grid& grid) const;
};

/// Rows of a grid on one page: a page stays readable, and small.
inline constexpr std::size_t kGridRows = 100;

/// The rows of `table` that are asked for, in the order asked for. A sort by a column that is not
/// there leaves them as they are.
improvement::Table Selected(const improvement::Table& table, const Grid& grid,
                            const GridRequest& request);

/// The grids there are.
const Grid& FindingsGrid();     ///< Of the view readiness.
const Grid& ActionsGrid();      ///< Of the view plan.
const Grid& MeasuresGrid();     ///< Of the view measures.
const Grid& TimelineGrid();     ///< Of the view timeline.
const Grid& ChangesGrid();      ///< Of the view changes.
const Grid& ReadinessGrid();    ///< Of the view readiness.
const Grid& DisclosuresGrid();  ///< Of the view disclosures.

/// The index of a column; how many there are, if there is none of that name.
std::size_t ColumnOf(const improvement::Table& table, std::string_view column);

/// The text of a row's cell; "" if it is empty, or there is no such column.
std::string CellText(const improvement::Table& table, const std::vector<improvement::Cell>& row,
                     std::string_view column);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_GRID_H_
