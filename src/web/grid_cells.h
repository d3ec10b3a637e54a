// The cells of a grid as templates show them.

#ifndef DAYBOOK_WEB_GRID_CELLS_H_
#define DAYBOOK_WEB_GRID_CELLS_H_

#include <vector>

#include "web/frame.h"
#include "web/grid.h"
#include "web/model.h"

namespace daybook::web {

/// One cell of a row.
Model CellModel(const Frame& frame, const improvement::Table& table,
                const std::vector<improvement::Cell>& row, const GridColumn& column);

/// What a value of a column is called, if it is no subject's.
std::string ValueName(const GridColumn& column, std::string_view value);

/// What a value of a column is shown as: a subject by its name.
std::string ShownText(const SubjectNames& names, const GridColumn& column, std::string_view value);

/// Whether a text is nothing but subjects that have a page, divided by `; `.
bool AreSubjects(std::string_view text);

/// A tag, or nothing for "".
void SetTag(Model& model, std::string_view value);

/// Calls `use` with each part of a list divided by `; `.
template <typename Use>
void ForEachPart(std::string_view list, Use use) {
  constexpr std::string_view kBetween = "; ";
  while (!list.empty()) {
    const auto end = list.find(kBetween);
    use(list.substr(0, end));
    if (end == std::string_view::npos) return;
    list.remove_prefix(end + kBetween.size());
  }
}

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_GRID_CELLS_H_
