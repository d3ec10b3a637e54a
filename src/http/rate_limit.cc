#include "http/rate_limit.h"

#include <algorithm>

namespace daybook::http {
namespace {

RateLimit::Clock::duration IntervalOf(std::size_t per_second) {
  if (per_second == 0) return {};
  return RateLimit::Clock::duration(std::chrono::seconds(1)) /
         static_cast<RateLimit::Clock::rep>(per_second);
}

}  // namespace

RateLimit::RateLimit(std::size_t per_second, std::size_t keys_max)
    : interval_(IntervalOf(per_second)),
      burst_(2 * std::chrono::seconds(1)),
      keys_max_(std::max<std::size_t>(keys_max, 1)) {}

std::optional<RateLimit::Clock::duration> RateLimit::Take(std::string_view key,
                                                          Clock::time_point now) {
  if (interval_ == Clock::duration::zero()) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  Bucket& bucket = Find(key, now);
  const auto full_at = std::max(bucket.full_at, now) + interval_;
  if (full_at - now > burst_) return full_at - now - burst_;
  bucket.full_at = full_at;
  return std::nullopt;
}

RateLimit::Bucket& RateLimit::Find(std::string_view key, Clock::time_point now) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return buckets_.front();
  }
  if (buckets_.size() == keys_max_) {
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
  buckets_.push_front({std::string(key), now});
  by_key_.emplace(buckets_.front().key, buckets_.begin());
  return buckets_.front();
}

std::size_t RateLimit::keys() const {
  const std::scoped_lock lock(mutex_);
  return buckets_.size();
}

}  // namespace daybook::http
