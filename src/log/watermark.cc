#include "log/watermark.h"

#include <cassert>

namespace daybook {

void Watermark::Raise(std::uint64_t value) {
  const std::scoped_lock lock(mutex_);
  assert(value >= value_.load(std::memory_order_relaxed));
  value_.store(value, std::memory_order_release);
}

void Watermark::Wake() {
  const std::scoped_lock lock(mutex_);
  // Called under the lock, so that Forget, once it has the lock, knows none is running.
  while (!waiting_.empty() && waiting_.begin()->first <= value()) {
    waiting_.begin()->second.wake();
    waiting_.erase(waiting_.begin());
  }
}

bool Watermark::WaitFor(std::uint64_t least, std::chrono::milliseconds timeout,
                        std::stop_token stop) {
  if (value() >= least) return true;
  std::mutex mutex;
  std::condition_variable_any changed;
  bool reached = false;
  const std::uint64_t waiting = Notify(least, [&] {
    const std::scoped_lock lock(mutex);
    reached = true;
    changed.notify_one();
  });
  {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, std::move(stop), timeout, [&] { return reached; });
  }
  Forget(waiting);
  return value() >= least;
}

std::uint64_t Watermark::Notify(std::uint64_t least, std::move_only_function<void()> wake) {
  {
    const std::scoped_lock lock(mutex_);
    if (value() < least) {
      waiting_.emplace(least, Waiting{++last_name_, std::move(wake)});
      return last_name_;
    }
  }
  wake();
  return 0;
}

void Watermark::Forget(std::uint64_t waiting) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(waiting_, [&](const auto& item) { return item.second.name == waiting; });
}

}  // namespace daybook
