// A grid as templates show it.

#ifndef DAYBOOK_WEB_GRID_MODEL_H_
#define DAYBOOK_WEB_GRID_MODEL_H_

#include "web/frame.h"
#include "web/grid.h"
#include "web/model.h"

namespace daybook::web {

/// The table of a page, what can be asked of it, and the pages and exports of the same. `all` is
/// the view's table, `selected` what was asked for of it.
Model GridModel(const Frame& frame, const Grid& grid, const improvement::Table& all,
                const improvement::Table& selected, const GridRequest& request);

/// Some of the rows of a table, as they are in it, without what can be asked.
Model PlainGridModel(const Frame& frame, const Grid& grid, const improvement::Table& table);

/// Values with how many there are of each, for a table beside a chart: `name` is its id in the
/// page, `tone` how the chart is drawn (`bar`).
Model CountsModel(std::string_view name, std::string_view caption, std::string_view label,
                  const std::vector<std::pair<std::string, std::int64_t>>& counts);

}  // namespace daybook::web

#endif  // DAYBOOK_WEB_GRID_MODEL_H_
