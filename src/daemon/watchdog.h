// Tells the service manager that the daemon goes on.

#ifndef DAYBOOK_DAEMON_WATCHDOG_H_
#define DAYBOOK_DAEMON_WATCHDOG_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace daybook::daemon {

/// Pings (WATCHDOG=1) twice in the time that the manager gives, each time only once every thread
/// that was asked has answered. A thread that stands still ends that, and the manager starts the
/// daemon anew. Runs on its context, and must not outlive it.
class Watchdog {
 public:
  /// Hands a copy of `answer` to each thread that matters, which calls it and drops it when it
  /// comes to do so.
  using Ask = std::function<void(const std::function<void()>& answer)>;

  /// The time in which the manager wants a ping; 0: it wants none.
  static std::chrono::microseconds Wanted();

  Watchdog(boost::asio::io_context& context, std::chrono::microseconds within, Ask ask);

 private:
  void Look();

  const std::chrono::microseconds every_;
  const Ask ask_;
  std::weak_ptr<void> asked_;  // held by those who have not answered
  boost::asio::steady_timer timer_;
};

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_WATCHDOG_H_
