#include "tools/table.h"

#include <algorithm>
#include <numeric>
#include <ranges>

#include "tools/console.h"

namespace daybook::tools {
namespace {

constexpr std::size_t kGap = 2;         // Between two columns.
constexpr std::size_t kNarrowest = 10;  // A text column is not wrapped below this.
constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kNormal = "\033[0m";

bool IsContinuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

bool IsNumber(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Bytes that hold the first `width` columns of `text`.
std::size_t BytesOf(std::string_view text, std::size_t width) {
  std::size_t bytes = 0;
  for (; bytes < text.size(); ++bytes) {
    if (IsContinuation(text[bytes])) continue;
    if (width-- == 0) break;
  }
  return bytes;
}

// Where a line ends, and where the next one begins.
struct Break {
  std::size_t end = 0;
  std::size_t next = 0;
};

// The best place to break a text of which `room` bytes fit: at a space, or else after a mark that
// joins parts (`finding/edt-capacity`), or else wherever the room ends.
Break FindBreak(std::string_view text, std::size_t room) {
  const std::size_t space = text.substr(0, room + 1).rfind(' ');
  if (space != std::string_view::npos && space > 0) return {.end = space, .next = space + 1};
  const std::size_t mark = text.substr(0, room).find_last_of("/-");
  if (mark != std::string_view::npos) return {.end = mark + 1, .next = mark + 1};
  return {.end = room, .next = room};
}

// A column's name as words: `findingsOpen` and `findings_open` as `findings open`.
std::string Heading(std::string_view name) {
  std::string words;
  for (const char c : name) {
    const bool capital = c >= 'A' && c <= 'Z';
    if ((capital || c == '_') && !words.empty()) words += ' ';
    if (c != '_') words += capital ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return words;
}

std::size_t LongestWord(std::string_view text) {
  std::size_t longest = 0;
  for (const auto word : text | std::views::split(' ')) {
    longest = std::max(longest, DisplayWidth(std::string_view(word.begin(), word.end())));
  }
  return longest;
}

struct Column {
  std::size_t natural = 0;
  std::size_t minimum = 0;
  bool numeric = true;  ///< Every cell that is not empty is a number.
  bool empty = true;    ///< No cell has anything.
  bool nothing = true;  ///< Every cell is empty or 0.
};

std::vector<Column> Measure(const TextTable& table) {
  std::vector<Column> columns(table.columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    Column& column = columns[i];
    column.natural = DisplayWidth(table.columns[i]);
    for (const auto& row : table.rows) {
      if (row[i].empty()) continue;
      column.empty = false;
      column.nothing = column.nothing && row[i] == "0";
      column.numeric = column.numeric && IsNumber(row[i]);
      column.natural = std::max(column.natural, DisplayWidth(row[i]));
      if (column.numeric) column.minimum = std::max(column.minimum, DisplayWidth(row[i]));
    }
    column.numeric = column.numeric && !column.empty;
    // A number is never wrapped, and no heading within a word.
    if (!column.numeric) column.minimum = std::min(column.natural, kNarrowest);
    column.minimum = std::max(column.minimum, LongestWord(table.columns[i]));
  }
  return columns;
}

std::vector<std::size_t> Fit(const std::vector<Column>& columns, std::size_t width) {
  std::vector<std::size_t> natural;
  std::vector<std::size_t> minimum;
  for (const Column& column : columns) {
    natural.push_back(column.natural);
    minimum.push_back(column.minimum);
  }
  if (width == 0) return natural;
  const std::size_t gaps = kGap * (columns.empty() ? 0 : columns.size() - 1);
  return FitWidths(natural, minimum, width > gaps ? width - gaps : 0);
}

// The same table without the columns that say nothing.
TextTable WithoutNothing(const TextTable& table, const std::vector<Column>& columns) {
  TextTable result{.columns = {}, .rows = std::vector<std::vector<std::string>>(table.rows.size())};
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].nothing) continue;
    result.columns.push_back(table.columns[i]);
    for (std::size_t r = 0; r < table.rows.size(); ++r) result.rows[r].push_back(table.rows[r][i]);
  }
  return result;
}

void PrintRow(std::ostream& out, const std::vector<std::string>& cells,
              const std::vector<std::size_t>& widths, const std::vector<Column>& columns) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 1;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    lines.push_back(Wrap(cells[i], widths[i]));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& part = line < lines[i].size() ? lines[i][line] : std::string();
      const std::string padding(widths[i] - std::min(widths[i], DisplayWidth(part)), ' ');
      text += columns[i].numeric ? padding + part : part + padding;
      text.append(kGap, ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out << text << '\n';
  }
}

void PrintColumns(std::ostream& out, const TextTable& table, const TableStyle& style,
                  const std::vector<Column>& columns, const std::vector<std::size_t>& widths) {
  if (style.colour) out << kBold;
  PrintRow(out, table.columns, widths, columns);
  if (style.colour) out << kNormal;
  for (const auto& row : table.rows) PrintRow(out, row, widths, columns);
}

// For rows too long to stand beside each other: a cell a line, a blank line after each row.
void PrintRecords(std::ostream& out, const TextTable& table, const TableStyle& style) {
  std::size_t label = 0;
  for (const std::string& name : table.columns) label = std::max(label, DisplayWidth(name));
  const std::size_t room =
      style.width > label + kGap + kNarrowest ? style.width - label - kGap : kNarrowest;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (r > 0) out << '\n';
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.rows[r][i].empty()) continue;
      const std::string& name = table.columns[i];
      std::string margin = name + std::string(label + kGap - DisplayWidth(name), ' ');
      if (style.colour) margin = std::string(kBold) + margin + std::string(kNormal);
      for (const std::string& line : Wrap(table.rows[r][i], room)) {
        out << margin << line << '\n';
        margin = std::string(label + kGap, ' ');
      }
    }
  }
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char byte) { return !IsContinuation(byte); }));
}

std::vector<std::string> Wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  while (DisplayWidth(text) > width) {
    const Break at = FindBreak(text, BytesOf(text, width));
    lines.emplace_back(text.substr(0, at.end));
    text.remove_prefix(at.next);
  }
  if (!text.empty() || lines.empty()) lines.emplace_back(text);
  return lines;
}

std::vector<std::size_t> FitWidths(const std::vector<std::size_t>& natural,
                                   const std::vector<std::size_t>& minimum, std::size_t total) {
  std::vector<std::size_t> widths = natural;
  std::size_t sum = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
  while (sum > total) {
    std::size_t widest = widths.size();
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool can_shrink = widths[i] > minimum[i];
      if (can_shrink && (widest == widths.size() || widths[i] > widths[widest])) widest = i;
    }
    if (widest == widths.size()) return {};
    --widths[widest];
    --sum;
  }
  return widths;
}

void PrintTable(std::ostream& out, const TextTable& table, const TableStyle& style) {
  TextTable safe = table;
  std::ranges::transform(safe.columns, safe.columns.begin(), Heading);
  for (auto& row : safe.rows) std::ranges::transform(row, row.begin(), Printable);
  auto columns = Measure(safe);
  auto widths = Fit(columns, style.width);
  if (widths.empty() && !safe.rows.empty()) {
    safe = WithoutNothing(safe, columns);
    columns = Measure(safe);
    widths = Fit(columns, style.width);
  }
  if (widths.empty()) {
    PrintRecords(out, safe, style);
  } else {
    PrintColumns(out, safe, style, columns, widths);
  }
}

void PrintPlain(std::ostream& out, const TextTable& table) {
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) out << (i > 0 ? "\t" : "") << Printable(row[i]);
    out << '\n';
  }
}

}  // namespace daybook::tools
