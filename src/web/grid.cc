#include "web/grid.h"

#include <algorithm>
#include <cctype>

#include "improvement/field.h"
#include "web/grid_cells.h"
#include "web/words.h"

namespace daybook::web {
namespace {

using improvement::Cell;
using improvement::Table;
using Row = std::vector<Cell>;

constexpr std::string_view kTextsBetween = "; ";

std::string Lower(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return lower;
}

bool HasPart(std::string_view list, std::string_view wanted) {
  while (true) {
    const auto end = list.find(kTextsBetween);
    if (list.substr(0, end) == wanted) return true;
    if (end == std::string_view::npos) return false;
    list.remove_prefix(end + kTextsBetween.size());
  }
}

bool Fits(const Table& table, const Row& row, const GridRequest& request) {
  return std::ranges::all_of(request.filters, [&](const auto& filter) {
    return HasPart(CellText(table, row, filter.first), filter.second);
  });
}

bool HasText(const Table& table, const Row& row, const Grid& grid, const GridRequest& request,
             const std::string& wanted) {
  return std::ranges::any_of(grid.columns, [&](const GridColumn& column) {
    const std::string text = CellText(table, row, column.column);
    if (Lower(text).find(wanted) != std::string::npos) return true;
    return column.show == Show::kSubject &&
           Lower(ShownText(request.names, column, text)).find(wanted) != std::string::npos;
  });
}

bool IsEmpty(const Cell& cell) { return std::holds_alternative<std::monostate>(cell); }

// Numbers by what they come to, texts by their letters, large or small.
bool IsLess(const Cell& a, const Cell& b) {
  const auto number = [](const Cell& cell) -> std::optional<double> {
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*whole);
    if (const auto* real = std::get_if<double>(&cell)) return *real;
    return std::nullopt;
  };
  const auto first = number(a);
  const auto second = number(b);
  if (first && second) return *first < *second;
  return Lower(improvement::TextOf(a)) < Lower(improvement::TextOf(b));
}

// Subjects by what they are called; each is looked up once.
void SortByNames(Table& table, const GridColumn& column, std::size_t at, bool down,
                 const SubjectNames& names) {
  std::vector<std::pair<std::string, Row>> named;
  named.reserve(table.rows.size());
  for (Row& row : table.rows) {
    std::string name = Lower(ShownText(names, column, improvement::TextOf(row[at])));
    named.emplace_back(std::move(name), std::move(row));
  }
  std::ranges::stable_sort(named, [down](const auto& one, const auto& other) {
    const std::string& a = one.first;
    const std::string& b = other.first;
    if (a.empty() || b.empty()) return !a.empty() && b.empty();
    return down ? b < a : a < b;
  });
  std::ranges::transform(named, table.rows.begin(),
                         [](auto& one) { return std::move(one.second); });
}

// What has no value comes last, whichever way one looks.
void Sort(Table& table, const Grid& grid, const GridRequest& request) {
  const std::string_view sort = request.sort;
  const bool down = sort.starts_with('-');
  const std::size_t at = ColumnOf(table, sort.substr(down ? 1 : 0));
  if (at == table.columns.size()) return;
  const auto column = std::ranges::find(grid.columns, table.columns[at], &GridColumn::column);
  if (column != grid.columns.end() && column->show == Show::kSubject) {
    SortByNames(table, *column, at, down, request.names);
    return;
  }
  std::ranges::stable_sort(table.rows, [&](const Row& one, const Row& other) {
    const Cell& a = one[at];
    const Cell& b = other[at];
    if (IsEmpty(a) || IsEmpty(b)) return !IsEmpty(a) && IsEmpty(b);
    return down ? IsLess(b, a) : IsLess(a, b);
  });
}

}  // namespace

std::vector<std::pair<std::string, std::string>> GridRequest::Params() const {
  std::vector<std::pair<std::string, std::string>> params(filters.begin(), filters.end());
  if (!text.empty()) params.emplace_back("text", text);
  if (!sort.empty()) params.emplace_back("sort", sort);
  return params;
}

std::string GridRequest::Words(const Grid& grid) const {
  std::string words;
  const auto add = [&](std::string_view more) {
    words.append(words.empty() ? "" : "; ").append(more);
  };
  for (const GridColumn& column : grid.columns) {
    const auto filter = filters.find(column.column);
    if (filter == filters.end()) continue;
    add(std::string(column.label) + ": " +
        (column.show == Show::kSubject ? ShownText(names, column, filter->second)
                                       : ValueWords(filter->second)));
  }
  if (!text.empty()) add("with “" + text + "”");
  return words;
}

std::size_t ColumnOf(const Table& table, std::string_view column) {
  const auto found = std::ranges::find(table.columns, column);
  return static_cast<std::size_t>(found - table.columns.begin());
}

std::string CellText(const Table& table, const Row& row, std::string_view column) {
  const std::size_t at = ColumnOf(table, column);
  return at < row.size() ? improvement::TextOf(row[at]) : std::string();
}

Table Selected(const Table& table, const Grid& grid, const GridRequest& request) {
  Table selected{.name = table.name, .columns = table.columns, .rows = {}};
  const std::string wanted = Lower(request.text);
  for (const Row& row : table.rows) {
    if (!Fits(table, row, request)) continue;
    if (!wanted.empty() && !HasText(table, row, grid, request, wanted)) continue;
    selected.rows.push_back(row);
  }
  Sort(selected, grid, request);
  return selected;
}

}  // namespace daybook::web
