// Comma-separated values (RFC 4180) that a spreadsheet may open without running them.

#ifndef DAYBOOK_HTTP_CSV_H_
#define DAYBOOK_HTTP_CSV_H_

#include <string>
#include <string_view>

namespace daybook::http {

/// What a CSV begins with, so that spreadsheets read it as UTF-8.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Appends text as one field, quoted where RFC 4180 asks for it. Text that a spreadsheet would
/// take for a formula (it begins with = + - @, a tab or a carriage return) gets a `'` before it.
void AppendCsvText(std::string& out, std::string_view text);

/// Appends rows field by field. The caller ends each row.
class CsvRow {
 public:
  explicit CsvRow(std::string& out) : out_(out) {}

  CsvRow& Text(std::string_view text);
  /// A number, or other text that is known to hold nothing to quote and to be no formula.
  CsvRow& Plain(std::string_view text);
  void End();

 private:
  void Separate();

  std::string& out_;
  bool first_ = true;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CSV_H_
