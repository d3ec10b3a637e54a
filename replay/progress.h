// How far a replay has come, and how it is told to stop.

#ifndef DAYBOOK_REPLAY_PROGRESS_H_
#define DAYBOOK_REPLAY_PROGRESS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <string_view>

#include "daybook/error.h"

namespace daybook::replay {

/// What a replay does, in this order.
enum class Stage : std::uint8_t { kReading, kFolding, kWriting, kComparing };
inline constexpr std::array<std::string_view, 4> kStages = {"reading", "folding", "writing",
                                                            "comparing"};

constexpr std::string_view NameOf(Stage stage) {
  return kStages.at(static_cast<std::size_t>(stage));
}

struct Progress {
  Stage stage = Stage::kReading;
  std::uint64_t done = 0;   ///< Of the stage: events, or for kFolding subjects.
  std::uint64_t total = 0;  ///< Of the stage.

  /// Of all stages, 0 to 1: each has about the part of the time that it was measured to take.
  double share() const {
    constexpr std::array<double, 5> kBegins = {0.0, 0.4, 0.45, 0.75, 1.0};
    const auto index = static_cast<std::size_t>(stage);
    const double part = total == 0 ? 0.0 : static_cast<double>(done) / static_cast<double>(total);
    return kBegins.at(index) + part * (kBegins.at(index + 1) - kBegins.at(index));
  }
};

/// What every part of a replay is given.
struct Run {
  unsigned threads = 0;                                   ///< 0: as many as the machine has cores.
  std::function<void(const Progress&)> on_progress = {};  ///< Called on the thread that replays.
  std::stop_token stop = {};

  /// Tells how far it is. Fails with kStopped when it shall stop.
  Result<void> Tell(const Progress& progress) const {
    if (stop.stop_requested()) return Fail(ErrorCode::kStopped, "The replay was stopped.");
    if (on_progress) on_progress(progress);
    return {};
  }
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_PROGRESS_H_
