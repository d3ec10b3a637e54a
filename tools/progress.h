// A progress bar, on a terminal only.

#ifndef DAYBOOK_TOOLS_PROGRESS_H_
#define DAYBOOK_TOOLS_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "tools/console.h"

namespace daybook::tools {

struct ProgressState {
  std::uint64_t count = 0;
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> bytes_total;  ///< Unknown for a pipe.
  std::chrono::milliseconds elapsed{0};
  std::string_view unit = "events";  ///< What is counted.
};

/// One line of at most `width` columns: bar and share when the total is known, count, rate, and
/// the time left.
std::string ProgressLine(const ProgressState& state, std::size_t width);

/// Draws the line over itself on `console.err`, at most ten times a second; draws nothing at all
/// when that is not a terminal. `console` must outlive it.
class Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  /// Counts in `unit`, a text that outlives it.
  Progress(Console& console, std::optional<std::uint64_t> bytes_total,
           std::string_view unit = "events", Clock clock = std::chrono::steady_clock::now);
  ~Progress();

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Where things are now, counted from the beginning.
  void Update(std::uint64_t count, std::uint64_t bytes);

  /// Wipes the line, so that messages have it for themselves.
  void Clear();

 private:
  Console& console_;
  Clock clock_;
  std::chrono::steady_clock::time_point begin_;
  std::optional<std::chrono::steady_clock::time_point> drawn_;  ///< When, if it was.
  std::optional<std::uint64_t> bytes_total_;
  std::string_view unit_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PROGRESS_H_
