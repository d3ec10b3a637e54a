// How much room is left on the disk that the book is on, and what follows from that.

#ifndef DAYBOOK_LOG_DISK_ROOM_H_
#define DAYBOOK_LOG_DISK_ROOM_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>

#include "daybook/log.h"

namespace daybook {

/// Room for everybody who may write, and a warning before there is none. Thread-safe.
///
/// While there is plenty the file system is asked once a second, whoever wants to know; of what a
/// second can take, the reserve has enough, and a disk that fills up all the same is got over.
/// Once it is low it is asked each time.
class DiskRoom {
 public:
  using Clock = std::chrono::steady_clock;

  struct Limits {
    std::uint64_t reserve_bytes = 0;  ///< With less, nothing is written.
    std::uint64_t warn_bytes = 0;     ///< With less, that is said; with an eighth more, no longer.
  };

  /// `ask` gives the free bytes; one thread at a time calls it, first this one. Whoever wants to
  /// know meanwhile is told what was known before: a file system that does not answer holds up one.
  DiskRoom(Limits limits, std::function<Result<std::uint64_t>()> ask);

  /// Whether there is room to write. Fails with kNoSpace, or with kIo when that cannot be told.
  Result<void> Check(Clock::time_point now = Clock::now());

  DiskState state(Clock::time_point now = Clock::now());

 private:
  void Look(std::unique_lock<std::mutex>& lock, Clock::time_point now);

  const Limits limits_;
  const std::function<Result<std::uint64_t>()> ask_;

  std::mutex mutex_;            // guards all below
  Result<std::uint64_t> free_;  // as it was told last
  Clock::time_point asked_{};   // before any now
  bool asking_ = false;
  bool low_ = false;
};

/// What the file system of this directory has free for programs that are not root's.
Result<std::uint64_t> FreeBytes(const std::filesystem::path& directory);

}  // namespace daybook

#endif  // DAYBOOK_LOG_DISK_ROOM_H_
