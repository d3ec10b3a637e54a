// Waiting, in a coroutine, for something to grow.

#ifndef DAYBOOK_HTTP_WAITER_H_
#define DAYBOOK_HTTP_WAITER_H_

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

#include "daybook/event.h"
#include "log/watermark.h"

namespace daybook::http {

/// What one session waits with. Everything but the waking, which comes from the thread that
/// advances a watermark, happens on the session's executor. One waiting at a time.
class Waiter {
 public:
  explicit Waiter(const boost::asio::any_io_executor& executor);
  ~Waiter();
  Waiter(const Waiter&) = delete;
  Waiter& operator=(const Waiter&) = delete;

  /// Resumes with true when `mark` has reached `least`; with false at the deadline, or at once
  /// when stopped before that.
  boost::asio::awaitable<bool> Until(Watermark& mark, Position least,
                                     std::chrono::steady_clock::time_point deadline);

  /// Resumes at that time, or at once when stopped.
  boost::asio::awaitable<void> SleepUntil(std::chrono::steady_clock::time_point time);

  /// Ends this and every later waiting.
  void Stop();
  bool stopped() const { return state_->stopped; }

 private:
  class Waiting;
  // Shared with wakings that are on their way here, which may arrive after the session is gone.
  // Touched on the session's executor only.
  struct State {
    explicit State(const boost::asio::any_io_executor& executor) : timer(executor) {}
    boost::asio::steady_timer timer;
    bool stopped = false;
  };

  std::shared_ptr<State> state_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_WAITER_H_
