// Tables as text for people: aligned, and fitted to the width of a terminal.

#ifndef DAYBOOK_TOOLS_TABLE_H_
#define DAYBOOK_TOOLS_TABLE_H_

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace daybook::tools {

/// Each row is as long as `columns`.
struct TextTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct TableStyle {
  std::size_t width = 0;  ///< Columns of the terminal; 0 is as wide as the text.
  bool colour = false;
};

/// Columns a text takes on a terminal: its code points. East Asian wide ones count as one.
std::size_t DisplayWidth(std::string_view text);

/// `text` in lines of at most `width` (> 0) columns, broken at spaces or after `/` and `-` where
/// there are any. At least one line.
std::vector<std::string> Wrap(std::string_view text, std::size_t width);

/// Widths, none less than its `minimum` nor more than its `natural`, that add up to at most
/// `total`, taking from the widest first. Empty if there are none.
std::vector<std::size_t> FitWidths(const std::vector<std::size_t>& natural,
                                   const std::vector<std::size_t>& minimum, std::size_t total);

/// Aligned columns under a heading of words, cells wrapped to fit. When they cannot fit, columns
/// without anything but zeros are left out; when that does not help either, each row is printed
/// as a list of its cells.
void PrintTable(std::ostream& out, const TextTable& table, const TableStyle& style);

/// A row a line, its cells divided by tabs, no heading: for `cut` and `awk`.
void PrintPlain(std::ostream& out, const TextTable& table);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_TABLE_H_
