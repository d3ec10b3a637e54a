#include "client/retry.h"

#include <algorithm>
#include <charconv>
#include <condition_variable>
#include <mutex>

namespace daybook::client {

using std::chrono::milliseconds;

namespace {

// Nobody waits longer for one try; the multiplication below stays far from overflowing.
constexpr milliseconds kLongest = std::chrono::hours(1);
constexpr std::chrono::seconds kLongestAsked = std::chrono::hours(24);
constexpr int kDoublingsMax = 20;

// False when it was stopped before.
bool Sleep(milliseconds time, const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any stopped;
  std::unique_lock lock(mutex);
  return !stopped.wait_for(lock, stop, time, [&] { return stop.stop_requested(); });
}

}  // namespace

Retry::Retry(const ClientOptions& options) : options_(options), random_(std::random_device{}()) {}

milliseconds Retry::Longest() const {
  const auto first = std::clamp(options_.first_delay, milliseconds(0), kLongest);
  const auto most = std::clamp(options_.delay_max, milliseconds(0), kLongest);
  return std::min(first * (std::int64_t{1} << std::min(failures_, kDoublingsMax)), most);
}

bool Retry::Wait(std::string_view retry_after, Clock::time_point deadline,
                 const std::stop_token& stop) {
  std::uniform_int_distribution<milliseconds::rep> any(0, Longest().count());
  const milliseconds delay = milliseconds(any(random_)) + RetryAfter(retry_after);
  ++failures_;
  if (deadline - Clock::now() <= delay) return false;
  return Sleep(delay, stop);
}

std::chrono::seconds RetryAfter(std::string_view field) {
  unsigned seconds = 0;
  const auto [rest, failed] = std::from_chars(field.begin(), field.end(), seconds);
  if (failed != std::errc() || rest != field.end()) return std::chrono::seconds(0);
  return std::min<std::chrono::seconds>(std::chrono::seconds(seconds), kLongestAsked);
}

}  // namespace daybook::client
