// Accepting connections.

#ifndef DAYBOOK_HTTP_LISTENER_H_
#define DAYBOOK_HTTP_LISTENER_H_

#include <spdlog/logger.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <future>
#include <mutex>

#include "daybook/error.h"

namespace daybook::http {

/// Listens on one address from Open to Close. Destroyed after Close, and before `context`, which
/// another thread runs.
class Listener {
 public:
  struct Taker {
    /// The context that shall have the next connection.
    std::function<boost::asio::io_context&()> next;
    std::function<void(boost::asio::ip::tcp::socket)> take;
  };

  Listener(boost::asio::io_context& context, spdlog::logger& log);

  /// When it returns well, connections are accepted, and `taker` is called on the thread that
  /// runs the context. Fails with kIo when the address is taken.
  Result<void> Open(const boost::asio::ip::tcp::endpoint& endpoint, int backlog, Taker taker);

  /// Where it listens; with the port that was taken, if any was wanted.
  const boost::asio::ip::tcp::endpoint& endpoint() const { return endpoint_; }

  /// When it returns, `taker` is not called any more. Idempotent.
  void Close();

 private:
  boost::asio::awaitable<void> Accept();

  boost::asio::io_context& context_;
  spdlog::logger& log_;
  boost::asio::ip::tcp::endpoint endpoint_;
  Taker taker_;
  std::future<void> ended_;  // of Accept; not valid before Open
  std::once_flag closed_;

  // Owned by the context's thread, once open.
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::steady_timer retry_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_LISTENER_H_
