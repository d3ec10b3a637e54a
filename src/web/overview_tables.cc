// What the Overview is made from, of all subjects.

#include <algorithm>
#include <map>
#include <tuple>

#include "improvement/field.h"
#include "improvement/measures.h"
#include "improvement/plan.h"
#include "improvement/readiness.h"
#include "improvement/subjects.h"
#include "improvement/timeline.h"
#include "web/grid.h"
#include "web/overview.h"

namespace daybook::web {
namespace {

using improvement::AsOf;
using improvement::Cell;
using improvement::Subjects;
using improvement::Table;

// Deadlines that passed, of those that are shown.
constexpr std::ptrdiff_t kOverdueRows = 3;

using Counts = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;

void Count(Counts& counts, const Table& table, const std::string& of, const std::string& by) {
  const std::size_t at = ColumnOf(table, by);
  for (const auto& row : table.rows) {
    const std::string value = improvement::TextOf(row[at]);
    if (!value.empty()) ++counts[{of, by, value}];
  }
}

// The rows of a table that `wanted` takes, in their order.
template <typename Wanted>
Table RowsOf(Table table, Wanted wanted) {
  std::erase_if(table.rows, [&](const auto& row) { return !wanted(row); });
  return table;
}

void Keep(Table& table, std::size_t count) {
  if (table.rows.size() > count) table.rows.resize(count);
}

// Of a month, its last day: what happened in it had happened by then.
std::string LastDay(std::string_view day) {
  constexpr std::size_t kMonth = 7;
  if (day.size() != kMonth) return day.size() > kMonth ? std::string(day) : std::string();
  const auto first = improvement::ParseDay(std::string(day) + "-01");
  if (!first) return {};
  const std::chrono::year_month_day date(*first);
  return improvement::TextOf(std::chrono::sys_days(date.year() / date.month() / std::chrono::last));
}

}  // namespace

Table OverviewCounts(const Subjects& subjects, const AsOf& as_of) {
  Counts counts;
  const Table findings = improvement::Readiness(subjects, as_of);
  Count(counts, findings, "findings", "standing");
  Count(counts, findings, "findings", "impact");
  const Table actions = improvement::PlanTable(subjects, as_of);
  Count(counts, actions, "actions", "delivery");
  Count(counts, actions, "actions", "colour");
  Count(counts, improvement::Timeline(subjects, as_of), "deadlines", "standing");
  Table table{.name = "overview", .columns = {"of", "by", "value", "count"}, .rows = {}};
  for (const auto& [key, count] : counts) {
    table.rows.push_back({std::get<0>(key), std::get<1>(key), std::get<2>(key), count});
  }
  return table;
}

Table NextDeadlines(const Subjects& subjects, const AsOf& as_of) {
  const Table timeline = improvement::Timeline(subjects, as_of);
  const auto has = [&](std::string_view wanted) {
    return [&timeline, wanted](const auto& row) {
      return CellText(timeline, row, "standing") == wanted;
    };
  };
  Table open = RowsOf(timeline, has("overdue"));
  if (std::ssize(open.rows) > kOverdueRows) {
    open.rows.erase(open.rows.begin(), open.rows.end() - kOverdueRows);
  }
  for (const auto& row : timeline.rows) {
    if (has("due-soon")(row) || has("due")(row)) open.rows.push_back(row);
  }
  Keep(open, kOverviewRows);
  return open;
}

Table TargetedMeasures(const Subjects& subjects, const AsOf& as_of) {
  const Table measures = improvement::MeasuresTable(subjects, as_of);
  const std::size_t standing = ColumnOf(measures, "standing");
  Table targeted = RowsOf(
      measures, [&](const auto& row) { return !improvement::TextOf(row[standing]).empty(); });
  const auto place = [&](const std::vector<Cell>& row) {
    const std::string text = improvement::TextOf(row[standing]);
    return text == "missed" ? 0 : text == "not-met" ? 1 : 2;
  };
  std::ranges::stable_sort(targeted.rows, {}, place);
  Keep(targeted, kOverviewRows);
  return targeted;
}

Table VisitStops(const Subjects& subjects, const AsOf& /*as_of*/) {
  Table table{.name = "visits", .columns = {"day", "title"}, .rows = {}};
  improvement::ForEach<improvement::Visit>(
      subjects, [&](const improvement::Subject& subject, const improvement::Visit& visit) {
        const std::string day = LastDay(visit.ended.day);
        if (day.empty()) return;
        const std::string& title = visit.title.empty() ? subject.name : visit.title;
        table.rows.push_back({day, title});
      });
  std::ranges::sort(table.rows);
  return table;
}

}  // namespace daybook::web
