// A number that only grows, and those who wait for it to.

#ifndef DAYBOOK_LOG_WATERMARK_H_
#define DAYBOOK_LOG_WATERMARK_H_

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>

namespace daybook {

/// How far something has come: the size of the book, or the position of a follower (the count of
/// events it has seen). Thread-safe. One thread advances it; any number wait.
class Watermark {
 public:
  explicit Watermark(std::uint64_t value = 0) : value_(value) {}

  std::uint64_t value() const { return value_.load(std::memory_order_acquire); }

  /// Moves to `value`, which is not below the present one, and wakes those it satisfies.
  void Advance(std::uint64_t value) {
    Raise(value);
    Wake();
  }

  /// The halves of that, for whom something has to be done in between: whoever looks sees the
  /// value, and those who wait do not know yet.
  void Raise(std::uint64_t value);
  void Wake();

  /// Blocks until the value is at least `least`, the deadline, or a stop; true if it is reached.
  bool WaitFor(std::uint64_t least, std::chrono::milliseconds timeout, std::stop_token stop = {});

  /// Calls `wake` once, on the advancing thread (so it must be brief, and must not call back
  /// here), when the value is at least `least`; at once, on this thread, when it is already.
  /// The number names the waiting for Forget; 0 when it was called at once.
  std::uint64_t Notify(std::uint64_t least, std::move_only_function<void()> wake);

  /// Drops a waiting. Afterwards its `wake` is not running and never will.
  void Forget(std::uint64_t waiting);

 private:
  struct Waiting {
    std::uint64_t name;
    std::move_only_function<void()> wake;
  };

  std::atomic<std::uint64_t> value_;
  std::mutex mutex_;
  std::multimap<std::uint64_t, Waiting> waiting_;  // by the value waited for
  std::uint64_t last_name_ = 0;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_WATERMARK_H_
