// When to try again.

#ifndef DAYBOOK_CLIENT_RETRY_H_
#define DAYBOOK_CLIENT_RETRY_H_

#include <chrono>
#include <random>
#include <stop_token>
#include <string_view>

#include "daybook/client.h"

namespace daybook::client {

using Clock = std::chrono::steady_clock;

/// The delays between the tries of one call: exponential, with full jitter, so that clients that
/// failed together do not come back together. Confined to one thread.
class Retry {
 public:
  explicit Retry(const ClientOptions& options);

  /// Sleeps before the next try; `retry_after` is that field of the last answer, "" without one.
  /// False, and at once, when the try would begin after `deadline`; false when `stop` is requested.
  bool Wait(std::string_view retry_after, Clock::time_point deadline,
            const std::stop_token& stop = {});

  /// Something was achieved: the next failure is the first again.
  void Reset() { failures_ = 0; }

  /// The longest delay before the next try, without what Retry-After adds.
  std::chrono::milliseconds Longest() const;

 private:
  const ClientOptions& options_;
  int failures_ = 0;
  std::mt19937_64 random_;
};

/// The seconds that a Retry-After names; none for a date, or for what is neither.
std::chrono::seconds RetryAfter(std::string_view field);

}  // namespace daybook::client

#endif  // DAYBOOK_CLIENT_RETRY_H_
