// How many requests may wait for the book at a time.

#ifndef DAYBOOK_HTTP_CHANGES_IN_HAND_H_
#define DAYBOOK_HTTP_CHANGES_IN_HAND_H_

#include <atomic>
#include <cstddef>

namespace daybook::http {

/// Each has a connection for as long as the disk takes: if they had all of them, nobody could read
/// while it stalls. Thread-safe.
class ChangesInHand {
 public:
  explicit ChangesInHand(std::size_t max) : max_(max) {}

  /// What one request has of it; given back when it is destroyed.
  class Place {
   public:
    /// `wanted` is whether the request needs one.
    Place(ChangesInHand& changes, bool wanted) : changes_(wanted ? &changes : nullptr) {
      if (wanted && changes.held_.fetch_add(1, std::memory_order_relaxed) >= changes.max_) {
        changes.held_.fetch_sub(1, std::memory_order_relaxed);
        changes_ = nullptr;
        refused_ = true;
      }
    }
    ~Place() {
      if (changes_ != nullptr) changes_->held_.fetch_sub(1, std::memory_order_relaxed);
    }
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;

    bool refused() const { return refused_; }

   private:
    ChangesInHand* changes_;
    bool refused_ = false;
  };

 private:
  const std::size_t max_;
  std::atomic<std::size_t> held_ = 0;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CHANGES_IN_HAND_H_
