#include "http/listener.h"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <memory>

#include "http/listen_address.h"

namespace daybook::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Listener::Listener(asio::io_context& context, spdlog::logger& log)
    : context_(context), log_(log), acceptor_(context), retry_(context) {}

Result<void> Listener::Open(const tcp::endpoint& endpoint, int backlog, Taker taker) {
  taker_ = std::move(taker);
  error_code error;
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(backlog, error);
  if (!error) endpoint_ = acceptor_.local_endpoint(error);
  if (error) {
    return Fail(ErrorCode::kIo,
                fmt::format("Cannot listen on {}: {}.", FormatEndpoint(endpoint), error.message()));
  }
  auto ended = std::make_shared<std::promise<void>>();
  ended_ = ended->get_future();
  auto done = [ended](const std::exception_ptr&) { ended->set_value(); };
  asio::co_spawn(context_, Accept(), std::move(done));
  return {};
}

void Listener::Close() {
  if (!ended_.valid()) return;
  std::call_once(closed_, [this] {
    auto closed = std::make_shared<std::promise<void>>();
    asio::post(context_, [this, closed] {
      error_code ignored;
      acceptor_.close(ignored);
      retry_.cancel();
      closed->set_value();
    });
    closed->get_future().wait();
    ended_.wait();
  });
}

asio::awaitable<void> Listener::Accept() {
  while (acceptor_.is_open()) {
    tcp::socket socket(taker_.next());
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await acceptor_.async_accept(socket, token);
    if (!error) {
      taker_.take(std::move(socket));
    } else if (acceptor_.is_open()) {
      // Most likely no file descriptor is left; some will be when connections end.
      log_.warn("Cannot accept a connection: {}", error.message());
      retry_.expires_after(std::chrono::milliseconds(100));
      auto pause = asio::redirect_error(asio::use_awaitable, error);
      co_await retry_.async_wait(pause);
    }
  }
}

}  // namespace daybook::http
