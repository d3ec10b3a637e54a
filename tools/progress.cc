#include "tools/progress.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace daybook::tools {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kBetweenDrawings{100};
constexpr std::size_t kBar = 20;

std::string Bar(double share) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBar));
  return "[" + std::string(filled, '#') + std::string(kBar - filled, '-') + "]";
}

std::string MinutesAndSeconds(double seconds) {
  const auto whole = static_cast<std::uint64_t>(std::llround(seconds));
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

}  // namespace

std::string ProgressLine(const ProgressState& state, std::size_t width) {
  const double seconds = static_cast<double>(state.elapsed.count()) / 1'000;
  std::string line;
  std::optional<double> share;
  if (state.bytes_total && *state.bytes_total > 0) {
    share =
        std::min(1.0, static_cast<double>(state.bytes) / static_cast<double>(*state.bytes_total));
    line = fmt::format("{} {:3.0f} %  ", Bar(*share), *share * 100);
  }
  line += fmt::format("{} {}", Grouped(state.count), state.unit);
  if (seconds >= 1) {
    const auto rate = static_cast<std::uint64_t>(static_cast<double>(state.count) / seconds);
    line += "  " + Grouped(rate) + "/s";
    if (share && *share > 0) {
      line += "  " + MinutesAndSeconds(seconds / *share - seconds) + " left";
    }
  }
  if (width > 0 && line.size() > width) line.resize(width);
  return line;
}

Progress::Progress(Console& console, std::optional<std::uint64_t> bytes_total,
                   std::string_view unit, Clock clock)
    : console_(console),
      clock_(std::move(clock)),
      begin_(clock_()),
      bytes_total_(bytes_total),
      unit_(unit) {}

Progress::~Progress() { Clear(); }

void Progress::Update(std::uint64_t count, std::uint64_t bytes) {
  if (!console_.err_is_terminal) return;
  const auto now = clock_();
  if (drawn_ && now - *drawn_ < kBetweenDrawings) return;
  const ProgressState state{.count = count,
                            .bytes = bytes,
                            .bytes_total = bytes_total_,
                            .elapsed = std::chrono::duration_cast<milliseconds>(now - begin_),
                            .unit = unit_};
  // One column is left free: writing in the last one makes some terminals begin a new line.
  const std::size_t width = console_.width > 1 ? console_.width - 1 : 79;
  console_.err << "\r\033[K" << ProgressLine(state, width) << std::flush;
  drawn_ = now;
}

void Progress::Clear() {
  if (drawn_) console_.err << "\r\033[K" << std::flush;
  drawn_.reset();
}

}  // namespace daybook::tools
