// How often one may ask.

#ifndef DAYBOOK_HTTP_RATE_LIMIT_H_
#define DAYBOOK_HTTP_RATE_LIMIT_H_

#include <chrono>
#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace daybook::http {

/// A bucket of tokens for each key: it holds a burst of them, and gets a rate of them a second
/// back. Of more keys than there is room for, the one that has been quiet for the longest is
/// forgotten, which most likely has a full bucket again. Thread-safe.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  /// `per_second` 0 is no limit. The burst is that of two seconds.
  RateLimit(std::size_t per_second, std::size_t keys_max);

  /// Takes a token of `key`. When there is none, how long until there is one again. `now` is
  /// passed in, and never goes back.
  std::optional<Clock::duration> Take(std::string_view key, Clock::time_point now);

  std::size_t keys() const;

 private:
  struct Bucket {
    std::string key;
    Clock::time_point full_at;  // when it will be full again, if nothing more is taken
  };

  Bucket& Find(std::string_view key, Clock::time_point now);

  const Clock::duration interval_;  // between two tokens that come back; 0: no limit
  const Clock::duration burst_;     // until an empty bucket is full
  const std::size_t keys_max_;

  mutable std::mutex mutex_;
  std::list<Bucket> buckets_;  // guarded by mutex_, like the next; the one used last is first
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;  // views of its keys
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_RATE_LIMIT_H_
