// A replay of a book that is open, while its views are read.

#ifndef DAYBOOK_REPLAY_LIVE_H_
#define DAYBOOK_REPLAY_LIVE_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <thread>

#include "daybook/error.h"
#include "daybook/event.h"
#include "daybook/log.h"
#include "projection/programme.h"
#include "replay/progress.h"
#include "replay/rebuild.h"

namespace daybook::replay {

/// How the replay that was started last is doing.
struct LiveState {
  enum class Phase : std::uint8_t { kNone, kRunning, kDone, kFailed };
  Phase phase = Phase::kNone;
  Position size = 0;                 ///< Events of the book when it was started.
  Progress progress;                 ///< While it runs.
  std::chrono::milliseconds took{};  ///< So far, or in all.
  Outcome outcome;                   ///< When it is done.
  std::optional<Error> failure;      ///< Why it failed: nothing was changed then.
  std::optional<Instant> ended;      ///< When it came to its end.
  Instant since;                     ///< From when on replays are told of: the server's start.

  /// The time it will still take, once there is something to tell it from.
  std::optional<std::chrono::milliseconds> left() const;
};

/// Makes a programme's views anew on a thread of its own, compares them with those that are stored
/// at one and the same position, and puts them in force. Answers go on all the while, from the old
/// ones and then from the new. Takes the memory and the room on disk of a second set of views.
/// Thread-safe.
class LiveReplay {
 public:
  /// Both must outlive it.
  LiveReplay(const Book& book, projection::Programme& programme);
  ~LiveReplay();  ///< Stops, changing nothing, if it has not come to its end.

  /// Starts one. Fails with kConflict while one runs.
  Result<void> Start();

  LiveState state() const;

 private:
  using Clock = std::chrono::steady_clock;

  void Work(const std::stop_token& stop);
  Result<Outcome> Replay(Position size, const Run& run);
  Result<void> Compare(projection::KeptLedger& rebuilt, Position size, const Run& run,
                       Outcome& outcome);

  const Book& book_;
  projection::Programme& programme_;

  mutable std::mutex mutex_;
  LiveState state_;            // guarded by mutex_
  Clock::time_point started_;  // guarded by mutex_

  std::jthread thread_;  // guarded by mutex_; last: it uses all of the above
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_LIVE_H_
