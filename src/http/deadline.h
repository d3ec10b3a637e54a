// Deadlines on a socket's operations.

#ifndef DAYBOOK_HTTP_DEADLINE_H_
#define DAYBOOK_HTTP_DEADLINE_H_

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <memory>

namespace daybook::http {

/// Cancels a socket's pending operation when its time has passed. Unlike beast::tcp_stream's, it
/// leaves the socket open, so that 408 can still be said. Setting it anew costs no system call
/// and mostly no timer: a pending timer that fires too early looks again. Confined to the socket's
/// executor; the socket must outlive it.
class Deadline {
 public:
  explicit Deadline(boost::asio::ip::tcp::socket& socket);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

  /// From now on, for every operation until it is set or cleared again.
  void Set(std::chrono::milliseconds time);
  void Clear();

  /// Whether it has passed since it was last set.
  bool passed() const { return state_->passed; }

 private:
  using Clock = std::chrono::steady_clock;

  // Shared with the timer's handler, which may run after the owner is gone.
  struct State {
    explicit State(boost::asio::ip::tcp::socket& s) : timer(s.get_executor()), socket(&s) {}
    boost::asio::steady_timer timer;
    boost::asio::ip::tcp::socket* socket;  // null when the owner is gone
    Clock::time_point due = Clock::time_point::max();
    Clock::time_point armed = Clock::time_point::max();  // when the timer fires
    bool passed = false;
  };

  static void Arm(const std::shared_ptr<State>& state);
  static void Fired(const std::shared_ptr<State>& state);

  std::shared_ptr<State> state_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_DEADLINE_H_
