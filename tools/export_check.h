// Whether an export came out whole. CSV is a header line and a line an event; how many there are
// is told by the answer's trailer. NDJSON tells itself:
//
//   export  := { event LF } summary LF
//   summary := {"summary":{"count":"<events>","position":"<events in the book>",
//                          "checkpoint":"<the signed head of the book's first position events>"}}

#ifndef DAYBOOK_TOOLS_EXPORT_CHECK_H_
#define DAYBOOK_TOOLS_EXPORT_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook::tools {

/// What the last line of an export says of it.
struct ExportSummary {
  std::uint64_t count = 0;
  std::string checkpoint;  ///< "" of a daemon that gives none.
};

/// A summary and an entry are shorter than this; its checkpoint has few signatures.
inline constexpr std::size_t kSummaryBytes = 128UL * 1024;

/// Fails with kCorrupt when the line is no summary: something is missing after it.
Result<ExportSummary> ParseSummary(const std::string& line);

/// Watches the bytes of an export go by; keeps only the last line, up to a bound.
class ExportCheck {
 public:
  enum class Form : std::uint8_t { kNdjson, kCsv };
  explicit ExportCheck(Form form = Form::kNdjson) : form_(form) {}

  void Add(std::string_view bytes);

  /// Lines but one: the summary, or the header.
  std::uint64_t events() const { return lines_ > 0 ? lines_ - 1 : 0; }

  /// The number of events, when as many came as the summary, the last line, counts, or for CSV the
  /// trailer `count`. Fails with kCorrupt and a sentence otherwise.
  Result<std::uint64_t> Finish(const std::string& count = "") const;

 private:
  void EndLine();

  const Form form_;
  bool quoted_ = false;  ///< Within a quoted cell of CSV, whose line feeds end no line.
  std::uint64_t lines_ = 0;
  std::string line_;       ///< The line under way.
  std::string last_line_;  ///< The last one that was ended.
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EXPORT_CHECK_H_
