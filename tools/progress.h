// A progress bar, on a terminal only.

#ifndef DAYBOOK_TOOLS_PROGRESS_H_
#define DAYBOOK_TOOLS_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tools/console.h"

namespace daybook::tools {

struct ProgressState {
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  std::optional<std::uint64_t> bytes_total;  ///< Unknown for a pipe.
  std::chrono::milliseconds elapsed{0};
};

/// One line of at most `width` columns: bar and share when the total is known, count, rate, and
/// the time left.
std::string ProgressLine(const ProgressState& state, std::size_t width);

/// Draws the line over itself on `console.err`, at most ten times a second; draws nothing at all
/// when that is not a terminal. `console` must outlive it.
class Progress {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  Progress(Console& console, std::optional<std::uint64_t> bytes_total,
           Clock clock = std::chrono::steady_clock::now);
  ~Progress();

  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Where things are now, counted from the beginning.
  void Update(std::uint64_t events, std::uint64_t bytes);

  /// Wipes the line, so that messages have it for themselves.
  void Clear();

 private:
  Console& console_;
  Clock clock_;
  std::chrono::steady_clock::time_point begin_;
  std::optional<std::chrono::steady_clock::time_point> drawn_;  ///< When, if it was.
  std::optional<std::uint64_t> bytes_total_;
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PROGRESS_H_
