// Work that is done on several threads and taken in order.

#ifndef DAYBOOK_REPLAY_IN_ORDER_H_
#define DAYBOOK_REPLAY_IN_ORDER_H_

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "daybook/error.h"

namespace daybook::replay {

/// As many as the machine has cores.
inline unsigned AllThreads() { return std::max(1U, std::thread::hardware_concurrency()); }

/// Makes pieces in order on threads of its own. Each is made once; a few more than there are
/// threads wait to be taken. Used by one thread.
template <typename Piece>
class InOrder {
 public:
  /// Called with 0, 1, … on any of the threads.
  using Make = std::function<Result<Piece>(std::uint64_t number)>;

  InOrder(std::uint64_t count, unsigned threads, Make make)
      : count_(count), ahead_(2 * std::size_t{threads}), make_(std::move(make)) {
    for (unsigned i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
  }

  ~InOrder() {
    const std::scoped_lock lock(mutex_);
    begun_ = count_;  // no further one
    changed_.notify_all();
  }

  InOrder(const InOrder&) = delete;
  InOrder& operator=(const InOrder&) = delete;

  /// The next piece; nothing after the last one.
  std::optional<Result<Piece>> Take() {
    if (taken_ == count_) return std::nullopt;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return made_.contains(taken_); });
    auto piece = std::move(made_.extract(taken_).mapped());
    ++taken_;
    changed_.notify_all();
    return piece;
  }

 private:
  void Work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return begun_ >= count_ || begun_ < taken_ + ahead_; });
      if (begun_ >= count_) return;
      const std::uint64_t number = begun_++;
      lock.unlock();
      Result<Piece> piece = make_(number);
      lock.lock();
      made_.emplace(number, std::move(piece));
      changed_.notify_all();
    }
  }

  const std::uint64_t count_;
  const std::size_t ahead_;
  const Make make_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t begun_ = 0;                      // guarded by mutex_
  std::uint64_t taken_ = 0;                      // guarded by mutex_; changed by Take alone
  std::map<std::uint64_t, Result<Piece>> made_;  // guarded by mutex_

  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_IN_ORDER_H_
