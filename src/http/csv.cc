#include "http/csv.h"

namespace daybook::http {
namespace {

bool LooksLikeFormula(std::string_view text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
}

}  // namespace

void AppendCsvText(std::string& out, std::string_view text) {
  const bool quoted = text.find_first_of("\",\r\n") != std::string_view::npos;
  if (quoted) out += '"';
  if (LooksLikeFormula(text)) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  if (quoted) out += '"';
}

CsvRow& CsvRow::Text(std::string_view text) {
  Separate();
  AppendCsvText(out_, text);
  return *this;
}

CsvRow& CsvRow::Plain(std::string_view text) {
  Separate();
  out_ += text;
  return *this;
}

void CsvRow::End() {
  out_ += "\r\n";
  first_ = true;
}

void CsvRow::Separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

}  // namespace daybook::http
