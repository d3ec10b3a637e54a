#include "http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <future>
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
  asio::io_context& context = threads_.front()->context();
  acceptor_.emplace(context);
  retry_.emplace(context);
  error_code error;
  acceptor_->open(endpoint.protocol(), error);
  if (!error) acceptor_->set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_->bind(endpoint, error);
  if (!error) acceptor_->listen(services_.options.backlog, error);
  if (!error) endpoint_ = acceptor_->local_endpoint(error);
  if (error) {
    return Fail(ErrorCode::kIo,
                fmt::format("Cannot listen on {}: {}.", FormatEndpoint(endpoint), error.message()));
  }
  accepts_ = 1;
  auto done = [this](const std::exception_ptr&) { CountEnd(accepts_); };
  asio::co_spawn(context, Accept(), std::move(done));
  return {};
}

asio::awaitable<void> Server::Accept() {
  for (std::size_t turn = 0; acceptor_->is_open(); ++turn) {
    IoThread& thread = *threads_[turn % threads_.size()];
    tcp::socket socket(thread.context());
    error_code error;
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await acceptor_->async_accept(socket, token);
    if (!error) {
      Take(std::move(socket), thread);
    } else if (acceptor_->is_open()) {
      // Most likely no file descriptor is left; some will be when connections end.
      services_.log.warn("Cannot accept a connection: {}", error.message());
      retry_->expires_after(std::chrono::milliseconds(100));
      auto pause = asio::redirect_error(asio::use_awaitable, error);
      co_await retry_->async_wait(pause);
    }
  }
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
  StopAccepting();
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

void Server::StopAccepting() {
  auto closed = std::make_shared<std::promise<void>>();
  asio::post(threads_.front()->context(), [this, closed] {
    error_code ignored;
    if (acceptor_) acceptor_->close(ignored);
    if (retry_) retry_->cancel();
    closed->set_value();
  });
  closed->get_future().wait();
  std::unique_lock lock(mutex_);
  ended_.wait(lock, [this] { return accepts_ == 0; });
}

void Server::CountEnd(std::size_t& counter) {
  const std::scoped_lock lock(mutex_);
  --counter;
  ended_.notify_all();  // under the lock: past it, the server may be gone
}

}  // namespace daybook::http
