// CSV: whatever the fields are, a reader that goes by RFC 4180 gets them back, and no spreadsheet
// takes one for a formula.

#include "http/csv.h"

#include <string>
#include <vector>

#include "fuzz/fuzz.h"

namespace {

using Row = std::vector<std::string>;

// A reader as the RFC has it.
std::vector<Row> Read(std::string_view text) {
  std::vector<Row> rows;
  Row row;
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += text[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      row.push_back(std::move(field));
      field.clear();
    } else if (!quoted && text.substr(i).starts_with("\r\n")) {
      row.push_back(std::move(field));
      field.clear();
      rows.push_back(std::move(row));
      row.clear();
      ++i;
    } else {
      field += c;
    }
  }
  daybook::fuzz::Require(!quoted && field.empty() && row.empty(), "the last row has its end");
  return rows;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using daybook::fuzz::Require;
  std::vector<Row> rows(1);
  std::string_view rest = daybook::fuzz::View(data, size);
  while (!rest.empty()) {  // a byte of the input ends each field: 0xFE, or 0xFF for the row, too
    const std::size_t end = std::min(rest.find_first_of("\xFE\xFF"), rest.size());
    rows.back().emplace_back(rest.substr(0, end));
    if (end < rest.size() && rest[end] == '\xFF') rows.emplace_back();
    rest.remove_prefix(std::min(rest.size(), end + 1));
  }
  std::erase_if(rows, [](const Row& row) { return row.empty(); });
  std::string text;
  daybook::http::CsvRow writer(text);
  for (const Row& row : rows) {
    for (const std::string& field : row) writer.Text(field);
    writer.End();
  }
  const std::vector<Row> read = Read(text);
  Require(read.size() == rows.size(), "there are as many rows as were written");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Require(read[i].size() == rows[i].size(), "a row has as many fields as were written");
    for (std::size_t j = 0; j < rows[i].size(); ++j) {
      const std::string& field = read[i][j];
      Require(field == rows[i][j] || field == "'" + rows[i][j],
              "a field is read as it was written");
      Require(
          field.empty() || std::string_view("=+-@\t\r").find(field[0]) == std::string_view::npos,
          "no field begins as a formula does");
    }
  }
  return 0;
}
