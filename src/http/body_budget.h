// The memory that all request bodies together may take.

#ifndef DAYBOOK_HTTP_BODY_BUDGET_H_
#define DAYBOOK_HTTP_BODY_BUDGET_H_

#include <atomic>
#include <cstddef>

namespace daybook::http {

/// Thread-safe.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// What one request has of the budget; given back when it is destroyed.
  class Share {
   public:
    explicit Share(BodyBudget& budget) : budget_(budget) {}
    ~Share() { budget_.held_.fetch_sub(bytes_, std::memory_order_relaxed); }
    Share(const Share&) = delete;
    Share& operator=(const Share&) = delete;

    /// Grows to `bytes`, if there is room; false changes nothing.
    bool GrowTo(std::size_t bytes) {
      if (bytes <= bytes_) return true;
      const std::size_t more = bytes - bytes_;
      if (budget_.held_.fetch_add(more, std::memory_order_relaxed) + more > budget_.bytes_max_) {
        budget_.held_.fetch_sub(more, std::memory_order_relaxed);
        return false;
      }
      bytes_ = bytes;
      return true;
    }

   private:
    BodyBudget& budget_;
    std::size_t bytes_ = 0;
  };

 private:
  const std::size_t bytes_max_;
  std::atomic<std::size_t> held_ = 0;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_BODY_BUDGET_H_
