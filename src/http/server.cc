#include "http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <thread>

#include "http/deadline.h"
#include "http/io_thread.h"
#include "http/listen_address.h"

namespace daybook::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

std::size_t ThreadCount(const Options& options) {
  if (options.io_threads > 0) return options.io_threads;
  return std::max(1U, std::thread::hardware_concurrency() - 1);
}

const std::string& RefusalText() {
  static const std::string text = [] {
    Problem problem = ProblemOf({ErrorCode::kBusy, "There are too many connections."});
    const std::string body = RenderProblem(problem, "");
    return fmt::format(
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/problem+json\r\n"
        "Content-Length: {}\r\nRetry-After: 1\r\nConnection: close\r\n\r\n{}",
        body.size(), body);
  }();
  return text;
}

}  // namespace

Result<std::unique_ptr<Server>> Server::Start(Services services) {
  auto endpoint = ParseListen(services.options.listen);
  if (!endpoint) return std::unexpected(std::move(endpoint.error()));
  std::unique_ptr<Server> server(new Server(std::move(services)));
  auto listening = server->Listen(*endpoint);
  if (!listening) return std::unexpected(std::move(listening.error()));
  return server;
}

Server::Server(Services services)
    : services_(std::move(services)), bodies_(services_.options.bodies_bytes_max) {
  for (std::size_t i = 0; i < ThreadCount(services_.options); ++i) {
    threads_.push_back(std::make_unique<IoThread>());
  }
}

Server::~Server() { Stop(std::chrono::milliseconds(0)); }

Result<void> Server::Listen(const tcp::endpoint& endpoint) {
  // Connections go to the threads in turn.
  Listener::Taker taker{
      .next = [this]() -> asio::io_context& {
        turn_ = (turn_ + 1) % threads_.size();
        return threads_[turn_]->context();
      },
      .take = [this](tcp::socket socket) { Take(std::move(socket), *threads_[turn_]); },
  };
  listener_.emplace(threads_.front()->context(), services_.log);
  return listener_->Open(endpoint, services_.options.backlog, std::move(taker));
}

void Server::Take(tcp::socket socket, IoThread& thread) {
  const std::scoped_lock lock(mutex_);
  if (connections_ < services_.options.connections_max) {
    ++connections_;
    services_.metrics.connections().Increment();
    thread.Serve(std::move(socket), services_, bodies_, [this] {
      services_.metrics.connections().Decrement();
      CountEnd(connections_);
    });
    return;
  }
  services_.metrics.connections_refused().Increment();
  if (refusals_ >= services_.options.refusals_max) return;
  ++refusals_;
  auto executor = socket.get_executor();
  auto done = [this](const std::exception_ptr&) { CountEnd(refusals_); };
  asio::co_spawn(executor, Refuse(std::move(socket)), std::move(done));
}

// Closing while the request is unread would reset the connection, and the answer with it.
asio::awaitable<void> Server::Refuse(tcp::socket socket) {
  Deadline deadline(socket);
  deadline.Set(services_.options.linger_timeout);
  error_code error;
  auto token = asio::redirect_error(asio::use_awaitable, error);
  const auto text = asio::buffer(RefusalText());
  co_await asio::async_write(socket, text, token);
  socket.shutdown(tcp::socket::shutdown_send, error);
  std::string dropped(4'096, '\0');
  const auto space = asio::buffer(dropped);
  while (!error && !deadline.passed()) {
    auto drain = asio::redirect_error(asio::use_awaitable, error);
    co_await socket.async_read_some(space, drain);
  }
}

void Server::Stop(std::chrono::milliseconds deadline) {
  if (listener_) listener_->Close();
  for (const auto& thread : threads_) thread->StopSessions();
  std::unique_lock lock(mutex_);
  const auto none = [this] { return connections_ == 0; };
  const bool in_time = ended_.wait_for(lock, deadline, none);
  if (!in_time) {
    services_.log.warn("Cutting off {} connections that did not end in time", connections_);
    for (const auto& thread : threads_) thread->AbortSessions();
    ended_.wait(lock, none);
  }
  ended_.wait(lock, [this] { return refusals_ == 0; });
}

void Server::CountEnd(std::size_t& counter) {
  const std::scoped_lock lock(mutex_);
  --counter;
  ended_.notify_all();  // under the lock: past it, the server may be gone
}

}  // namespace daybook::http
