// Checking files of events without sending them.

#ifndef DAYBOOK_TOOLS_DRY_RUN_H_
#define DAYBOOK_TOOLS_DRY_RUN_H_

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>

#include "daybook/event.h"
#include "tools/chunks.h"
#include "tools/console.h"
#include "tools/progress.h"

namespace daybook::tools {

/// Decodes every line with the daemon's own decoder and finds ids that are used twice. What only
/// the book knows (its rules, the ids it has) is not checked. Remembers about 100 bytes for each
/// event.
class DryRun {
 public:
  DryRun(Console& console, std::optional<std::uint64_t> bytes_total)
      : console_(console), progress_(console, bytes_total) {}

  /// Checks one file and says what is wrong with it. kOk also when lines are at fault: the
  /// following files are checked, too.
  Exit Read(const std::string& name, std::istream& in);

  /// Says how many lines are at fault; kFailed if any is.
  Exit Finish();

 private:
  void CheckLine(const std::string& name, std::uint64_t line, std::string_view text);
  void Blame(const std::string& place, const Error& error);

  Console& console_;
  Progress progress_;
  std::map<EventKey, std::string> places_;  ///< Where each id was first, e.g. `a.ndjson:7`.
  std::uint64_t lines_ = 0;
  std::uint64_t lines_at_fault_ = 0;
  std::uint64_t bytes_before_ = 0;  ///< In the files before this one.
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_DRY_RUN_H_
