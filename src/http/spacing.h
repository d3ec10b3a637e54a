// Keeping those apart who would all begin at the same moment.

#ifndef DAYBOOK_HTTP_SPACING_H_
#define DAYBOOK_HTTP_SPACING_H_

#include <algorithm>
#include <atomic>
#include <chrono>

namespace daybook::http {

/// Gives each who asks a time to begin, `apart` after that of whoever asked before, or at once when
/// that has passed. Thread-safe.
class Spacing {
 public:
  using Clock = std::chrono::steady_clock;

  explicit Spacing(Clock::duration apart) : apart_(apart) {}

  Clock::time_point Next(Clock::time_point now = Clock::now()) {
    Clock::duration last = last_.load(std::memory_order_relaxed);
    Clock::duration next{};
    do {
      next = std::max(now.time_since_epoch(), last + apart_);
    } while (!last_.compare_exchange_weak(last, next, std::memory_order_relaxed));
    return Clock::time_point(next);
  }

 private:
  const Clock::duration apart_;
  std::atomic<Clock::duration> last_{Clock::duration::min() / 2};
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SPACING_H_
