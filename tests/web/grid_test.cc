#include "web/grid.h"

#include <gtest/gtest.h>

#include "web/grid_model.h"
#include "web/pages.h"

namespace daybook::web {
namespace {

using improvement::Cell;
using improvement::Table;

// A plan of which only some columns matter here.
Table PlanOf(std::vector<std::vector<Cell>> rows) {
  return {.name = "plan",
          .columns = {"action", "title", "owner", "due", "daysLate", "delivery", "colour"},
          .rows = std::move(rows)};
}

Table Three() {
  return PlanOf({
      {"a", "Hire", "ada", "2025-03-01", std::int64_t{9}, "blocked", "red"},
      {"b", "Train", "bea", {}, {}, "agreed", "green"},
      {"c", "Move house", "ada", "2025-02-01", std::int64_t{10}, "in-progress", "amber"},
  });
}

std::vector<std::string> Names(const Table& table) {
  std::vector<std::string> names;
  for (const auto& row : table.rows) names.push_back(CellText(table, row, "action"));
  return names;
}

using Strings = std::vector<std::string>;

TEST(GridTest, RowsAreSortedByAColumnAndWhatHasNoValueComesLast) {
  const Table table = Three();
  const auto sorted = [&](const std::string& sort) {
    return Names(Selected(table, ActionsGrid(), {.sort = sort}));
  };
  EXPECT_EQ(sorted("due"), (Strings{"c", "a", "b"}));
  EXPECT_EQ(sorted("-due"), (Strings{"a", "c", "b"}));
  EXPECT_EQ(sorted("daysLate"), (Strings{"a", "c", "b"})) << "as numbers, not as texts";
  EXPECT_EQ(sorted(""), (Strings{"a", "b", "c"}));
  EXPECT_EQ(sorted("nothing"), (Strings{"a", "b", "c"}));
}

TEST(GridTest, RowsAreFilteredByValuesAndByText) {
  const Table table = Three();
  EXPECT_EQ(Names(Selected(table, ActionsGrid(), {.filters = {{"owner", "ada"}}})),
            (Strings{"a", "c"}));
  EXPECT_EQ(
      Names(Selected(table, ActionsGrid(), {.filters = {{"owner", "ada"}, {"colour", "red"}}})),
      (Strings{"a"}));
  EXPECT_EQ(Names(Selected(table, ActionsGrid(), {.text = "HOUSE"})), (Strings{"c"}));
}

TEST(GridTest, OneOfAListIsFound) {
  const Table table{.name = "readiness",
                    .columns = {"finding", "missing"},
                    .rows = {{"a", "no-action; no-evidence"}, {"b", "no-action"}}};
  const Table found = Selected(table, ReadinessGrid(), {.filters = {{"missing", "no-evidence"}}});
  ASSERT_EQ(found.rows.size(), 1U);
  EXPECT_EQ(CellText(found, found.rows.front(), "finding"), "a");
}

TEST(GridTest, APageHasSoManyRowsAndLeadsToTheNext) {
  std::vector<std::vector<Cell>> rows;
  for (std::size_t i = 0; i < kGridRows + 1; ++i) {
    rows.push_back(
        {"a" + std::to_string(i), "Title " + std::to_string(i) + ".", {}, {}, {}, {}, {}});
  }
  const Table table = PlanOf(std::move(rows));
  Frame frame;
  frame.here.path = "/actions";
  const std::string first = GridPage(frame, ActionsGrid(), table, {}, "");
  EXPECT_NE(first.find("Title 99."), std::string::npos);
  EXPECT_EQ(first.find("Title 100."), std::string::npos);
  EXPECT_NE(first.find("/actions?page=2"), std::string::npos);
  EXPECT_EQ(first.find("data-sortable"), std::string::npos) << "a script would sort one page";
  const std::string last = GridPage(frame, ActionsGrid(), table, {.page = 1'000}, "");
  EXPECT_NE(last.find("Title 100."), std::string::npos) << "beyond the end is the last page";
  EXPECT_EQ(last.find("Title 99."), std::string::npos);
}

TEST(GridTest, AnEmptyTableSaysSo) {
  Frame frame;
  frame.here.path = "/actions";
  const std::string html = GridPage(frame, ActionsGrid(), PlanOf({}), {}, "");
  EXPECT_NE(html.find("No action has been proposed."), std::string::npos);
  EXPECT_EQ(html.find("<table"), std::string::npos);
}

TEST(GridTest, NoValueIsMarkup) {
  Frame frame;
  frame.here.path = "/actions";
  const Table table =
      PlanOf({{"a\"><b>", "<b>Hire</b>", "\"><i>", "<u>", {}, "<blink>", "red\" onclick=\"x"}});
  const std::string html = GridPage(frame, ActionsGrid(), table, {.text = ""}, "<b>lead</b>");
  for (const std::string_view markup : {"<b>", "<i>", "<u>", "<blink>", "red\" onclick"}) {
    EXPECT_EQ(html.find(markup), std::string::npos) << markup;
  }
}

}  // namespace
}  // namespace daybook::web
