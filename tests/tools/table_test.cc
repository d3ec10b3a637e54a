#include "tools/table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace daybook::tools {
namespace {

std::string Print(const TextTable& table, std::size_t width = 0) {
  std::ostringstream out;
  PrintTable(out, table, {.width = width});
  return out.str();
}

std::size_t LongestLine(const std::string& text) {
  std::size_t longest = 0;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) longest = std::max(longest, DisplayWidth(line));
  return longest;
}

TEST(Table, ColumnsAreAlignedAndNumbersStandAtTheRight) {
  EXPECT_EQ(Print({.columns = {"area", "open"}, .rows = {{"front door", "7"}, {"care", "12"}}}),
            "area        open\n"
            "front door     7\n"
            "care          12\n");
}

TEST(Table, AColumnWithoutAnyCellIsStillThere) {
  EXPECT_EQ(Print({.columns = {"a", "b", "c"}, .rows = {{"x", "", "y"}}}), "a  b  c\nx     y\n");
}

TEST(Table, LongCellsAreWrappedToTheTerminal) {
  const TextTable table{
      .columns = {"subject", "text"},
      .rows = {{"finding/x", "the capacity of the emergency duty team is too limited"}}};
  const std::string text = Print(table, 40);
  EXPECT_LE(LongestLine(text), 40U);
  EXPECT_NE(text.find("finding/x  the capacity of the"), std::string::npos) << text;
  EXPECT_NE(text.find("limited"), std::string::npos) << text;
}

TEST(Table, WithoutATerminalNothingIsWrapped) {
  const std::string wide(500, 'x');
  EXPECT_NE(Print({.columns = {"text"}, .rows = {{wide}}}).find(wide), std::string::npos);
}

TEST(Table, NamesBecomeWordsThatAreWrappedToo) {
  const TextTable table{.columns = {"findingsOpen", "actions_due"}, .rows = {{"1", "2"}}};
  EXPECT_EQ(Print(table), "findings open  actions due\n            1            2\n");
  EXPECT_EQ(Print(table, 17), "findings  actions\n    open      due\n       1        2\n");
}

TEST(Table, ColumnsThatSayNothingGiveWayWhenThereIsNoRoom) {
  const TextTable table{.columns = {"aRatherLongName", "emptyAndLong", "alwaysZero", "b"},
                        .rows = {{"short text", "", "0", "1"}, {"text", "", "", "0"}}};
  const std::string text = Print(table, 24);
  EXPECT_EQ(text.find("empty"), std::string::npos) << text;
  EXPECT_EQ(text.find("zero"), std::string::npos) << text;
  EXPECT_LE(LongestLine(text), 24U);
}

TEST(Table, RowsTooLongForTheTerminalBecomeLists) {
  TextTable table;
  table.rows.emplace_back();
  for (int i = 0; i < 12; ++i) {
    table.columns.push_back("column_" + std::to_string(i));
    table.rows[0].push_back("some longer text in it");
  }
  const std::string text = Print(table, 40);
  EXPECT_LE(LongestLine(text), 40U);
  EXPECT_EQ(text.find("column 0 "), 0U);
  EXPECT_NE(text.find("\ncolumn 11"), std::string::npos) << text;
}

TEST(Table, AnEventCannotSteerTheTerminal) {
  const std::string text = Print({.columns = {"a"},
                                  .rows = {{"red\033[31m"},
                                           {"tab\there"},
                                           {"c1\xC2\x9B"
                                            "31m"}}});
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_EQ(text.find('\t'), std::string::npos);
  EXPECT_EQ(text.find('\x9B'), std::string::npos);
}

TEST(Table, PlainRowsAreDividedByTabs) {
  std::ostringstream out;
  PrintPlain(out, {.columns = {"a", "b"}, .rows = {{"1", "two\nlines"}, {"", "3"}}});
  EXPECT_EQ(out.str(), "1\ttwo lines\n\t3\n");
}

TEST(Wrap, BreaksBetweenWordsAndCutsThoseThatAreTooLong) {
  EXPECT_EQ(Wrap("one two three", 8), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(Wrap("one two", 7), (std::vector<std::string>{"one two"}));
  EXPECT_EQ(Wrap("abcdefgh", 3), (std::vector<std::string>{"abc", "def", "gh"}));
  EXPECT_EQ(Wrap("visit/monitoring-2", 12), (std::vector<std::string>{"visit/", "monitoring-2"}));
  EXPECT_EQ(Wrap("", 3), (std::vector<std::string>{""}));
}

TEST(Wrap, NeverCutsACharacterInTwo) {
  EXPECT_EQ(Wrap("ÄÖÜß", 2), (std::vector<std::string>{"ÄÖ", "Üß"}));
  EXPECT_EQ(DisplayWidth("ÄÖÜß"), 4U);
}

TEST(FitWidths, TakesFromTheWidestFirst) {
  EXPECT_EQ(FitWidths({5, 20, 10}, {1, 1, 1}, 25), (std::vector<std::size_t>{5, 10, 10}));
}

TEST(FitWidths, NeverGoesBelowTheMinimum) {
  EXPECT_EQ(FitWidths({10, 20}, {10, 5}, 16), (std::vector<std::size_t>{10, 6}));
  EXPECT_TRUE(FitWidths({10, 20}, {10, 5}, 14).empty());
}

}  // namespace
}  // namespace daybook::tools
