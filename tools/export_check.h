// Whether an NDJSON export came out whole.
//
//   export  := { event LF } summary LF
//   summary := {"summary":{"count":"<events>","position":"<events in the book>", …}}

#ifndef DAYBOOK_TOOLS_EXPORT_CHECK_H_
#define DAYBOOK_TOOLS_EXPORT_CHECK_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook::tools {

/// Watches the bytes of an export go by; keeps only the last line, up to a bound.
class ExportCheck {
 public:
  void Add(std::string_view bytes);

  /// Lines before the last one.
  std::uint64_t events() const { return lines_ > 0 ? lines_ - 1 : 0; }

  /// The number of events, when the last line is a summary that counts as many as came. Fails
  /// with kCorrupt and a sentence otherwise.
  Result<std::uint64_t> Finish() const;

 private:
  std::uint64_t lines_ = 0;
  std::string line_;       ///< The line under way.
  std::string last_line_;  ///< The last one that was ended.
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EXPORT_CHECK_H_
