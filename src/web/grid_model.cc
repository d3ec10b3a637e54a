#include "web/grid_model.h"

#include <algorithm>
#include <set>

#include "improvement/field.h"
#include "web/grid_cells.h"
#include "web/layout.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Table;

// Values of one column that can be chosen between; of a longer list, the first ones.
constexpr std::size_t kChoicesMax = 200;

// Where the grid is, without what is asked of it.
Address Bare(const Frame& frame, const Grid& grid) {
  Address address{.path = std::string(grid.path)};
  for (const std::string_view kept : {"from_at", "from_known", "subject"}) {
    address = address.With(kept, frame.here.Value(kept));
  }
  return address;
}

Address AddressOf(const Frame& frame, const Grid& grid, const GridRequest& request) {
  return Bare(frame, grid).With(request.Params());
}

bool IsSide(const GridColumn& column) {
  return column.column == "before" || column.column == "after";
}

void AddRows(Model& model, const Frame& frame, const Grid& grid, const Table& table,
             std::size_t first, std::size_t count) {
  const std::size_t end = std::min(table.rows.size(), first + count);
  for (std::size_t i = first; i < end; ++i) {
    Model row;
    for (const GridColumn& column : grid.columns) {
      Model cell = CellModel(frame, table, table.rows[i], column);
      if (grid.sides) cell.Set("cell_label", column.label).Set("is_side", IsSide(column));
      if (&column == &grid.columns.front()) {
        row.Set("first", cell);
      } else {
        row.Add("cells", cell);
      }
    }
    model.Add("rows", row);
  }
}

// A heading leads to the rows sorted by it: first upwards, then downwards.
Model HeadingModel(const Frame& frame, const Grid& grid, const GridRequest& request,
                   const GridColumn& column) {
  const std::string up(column.column);
  const std::string down = "-" + up;
  Model heading;
  heading.Set("heading", column.label).Set("is_number", column.show == Show::kNumber);
  if (request.sort == up) heading.Set("order", "ascending");
  if (request.sort == down) heading.Set("order", "descending");
  GridRequest other = request;
  other.sort = request.sort == up ? down : up;
  return heading.Set("sorts", LinkTo(frame, AddressOf(frame, grid, other)));
}

// The values that rows have in a column, each of a list for itself.
std::set<std::string> ValuesOf(const Table& table, std::string_view column) {
  std::set<std::string> values;
  for (const auto& row : table.rows) {
    ForEachPart(CellText(table, row, column), [&](std::string_view part) {
      if (values.size() < kChoicesMax) values.emplace(part);
    });
  }
  return values;
}

Model FilterModel(const Table& all, const GridColumn& column, const GridRequest& request) {
  const auto chosen = request.filters.find(column.column);
  const std::string_view wanted =
      chosen == request.filters.end() ? std::string_view() : chosen->second;
  Model filter;
  filter.Set("field", column.column).Set("filter_label", column.label);
  std::set<std::string> values = ValuesOf(all, column.column);
  if (!wanted.empty()) values.emplace(wanted);
  for (const std::string& value : values) {
    filter.Add("choices", Model()
                              .Set("choice", value)
                              .Set("choice_label", ShownText(request.names, column, value))
                              .Set("chosen", value == wanted));
  }
  return filter;
}

// The form is a GET of the same page: what is not asked for in it stays as it is.
void AddFilters(Model& model, const Frame& frame, const Grid& grid, const Table& all,
                const GridRequest& request) {
  Model form;
  form.Set("form_action", grid.path).Set("wanted_text", request.text);
  const Address bare = Bare(frame, grid).With(frame.cut.Params()).With("sort", request.sort);
  for (const auto& [name, value] : bare.params) {
    form.Add("hidden", Model().Set("hidden_name", name).Set("hidden_value", value));
  }
  for (const GridColumn& column : grid.columns) {
    if (column.filters) form.Add("filters", FilterModel(all, column, request));
  }
  if (!request.filters.empty() || !request.text.empty()) {
    GridRequest none;
    none.sort = request.sort;
    form.Set("clear", Model()
                          .Set("clear_href", LinkTo(frame, AddressOf(frame, grid, none)))
                          .Set("clear_words", request.Words(grid)));
  }
  model.Set("search", std::move(form));
}

std::size_t PagesOf(std::size_t rows) { return (rows + kGridRows - 1) / kGridRows; }

void AddPager(Model& model, const Frame& frame, const Grid& grid, const GridRequest& request,
              std::size_t rows) {
  const std::size_t pages = PagesOf(rows);
  if (pages < 2) return;
  const auto link = [&](std::size_t page) {
    const Address address = AddressOf(frame, grid, request);
    return LinkTo(frame, address.With("page", page == 1 ? "" : std::to_string(page)));
  };
  Model pager;
  pager.Set("page_words", "Page " + CountWords(request.page) + " of " + CountWords(pages));
  if (request.page > 1) {
    pager.Set("page_before", Model().Set("page_href", link(request.page - 1)));
  }
  if (request.page < pages) {
    pager.Set("page_after", Model().Set("page_href", link(request.page + 1)));
  }
  model.Set("pager", std::move(pager));
}

void AddExports(Model& model, const Frame& frame, const Grid& grid, const GridRequest& request) {
  const Address address = AddressOf(frame, grid, request);
  model.Set("csv", LinkTo(frame, address.With("format", "csv")));
  model.Set("json", LinkTo(frame, address.With("format", "json")));
}

std::vector<std::pair<std::string, std::int64_t>> CountsOf(const Grid& grid, const Table& table) {
  std::map<std::string, std::int64_t> counts;
  for (const auto& row : table.rows) {
    ForEachPart(CellText(table, row, grid.chart),
                [&](std::string_view part) { ++counts[std::string(part)]; });
  }
  return {counts.begin(), counts.end()};
}

void AddChart(Model& model, const Grid& grid, const Table& selected) {
  if (grid.chart.empty() || selected.rows.empty()) return;
  const auto column = std::ranges::find(grid.columns, grid.chart, &GridColumn::column);
  const auto counts = CountsOf(grid, selected);
  if (counts.empty()) return;
  const std::string label(column->label);
  model.Set("counts", CountsModel(std::string(grid.name) + "-by-" + std::string(grid.chart),
                                  grid.counts, label, counts));
}

std::string RowsWords(std::size_t rows, std::size_t all) {
  if (rows == all) return CountWords(rows) + (rows == 1 ? " row" : " rows");
  return CountWords(rows) + " of " + CountWords(all) + " rows";
}

}  // namespace

Model GridModel(const Frame& frame, const Grid& grid, const Table& all, const Table& selected,
                const GridRequest& asked) {
  GridRequest request = asked;
  request.page = std::min(asked.page, std::max<std::size_t>(PagesOf(selected.rows.size()), 1));
  Model model;
  model.Set("grid_name", grid.name).Set("caption", grid.caption);
  model.Set("rows_words", RowsWords(selected.rows.size(), all.rows.size()));
  AddExports(model, frame, grid, request);
  if (all.rows.empty()) return model.Set("nothing", grid.nothing);
  AddFilters(model, frame, grid, all, request);
  AddChart(model, grid, selected);
  if (selected.rows.empty()) return model.Set("nothing", "Nothing here fits what was asked for.");
  model.Set("any", true).Set("sides", grid.sides);
  model.Set("sortable", selected.rows.size() <= kGridRows);
  for (const GridColumn& column : grid.columns) {
    model.Add("columns", HeadingModel(frame, grid, request, column));
  }
  AddRows(model, frame, grid, selected, (request.page - 1) * kGridRows, kGridRows);
  AddPager(model, frame, grid, request, selected.rows.size());
  return model;
}

Model PlainGridModel(const Frame& frame, const Grid& grid, const Table& table) {
  Model model;
  model.Set("grid_name", grid.name).Set("caption", grid.caption);
  if (table.rows.empty()) return model.Set("nothing", grid.nothing);
  model.Set("any", true);
  for (const GridColumn& column : grid.columns) {
    model.Add("columns",
              Model().Set("heading", column.label).Set("is_number", column.show == Show::kNumber));
  }
  AddRows(model, frame, grid, table, 0, table.rows.size());
  return model;
}

Model CountsModel(std::string_view name, std::string_view caption, std::string_view label,
                  const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  Model model;
  model.Set("counts_name", name).Set("counts_caption", caption).Set("counts_label", label);
  for (const auto& [value, count] : counts) {
    Model row;
    SetTag(row, value);
    model.Add("counted", row.Set("counted_value", ValueWords(value))
                             .Set("count", CountWords(static_cast<std::uint64_t>(count)))
                             .Set("count_value", std::to_string(count)));
  }
  return model;
}

}  // namespace daybook::web
