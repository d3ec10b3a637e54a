#include "http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <thread>

#include "access/registry.h"
#include "http/connection.h"
#include "http/deadline.h"
#include "http/io_thread.h"
#include "http/listen_address.h"
#include "http/view_of.h"

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
  const bool principals = services.access != nullptr && services.access->LetsAnybodyIn(Now());
  auto allowed = MayListen(*endpoint, {.tls = services.tls != nullptr, .principals = principals});
  if (!allowed) return std::unexpected(std::move(allowed.error()));
  std::unique_ptr<Server> server(new Server(std::move(services)));
  auto listening = server->Listen(*endpoint);
  if (!listening) return std::unexpected(std::move(listening.error()));
  return server;
}

Server::Server(Services services) : services_(std::move(services)), budgets_(services_.options) {
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
  error_code gone;
  const Peer peer = PeerAt(socket.remote_endpoint(gone).address());
  const std::scoped_lock lock(mutex_);
  if (!IsFull(peer)) {
    ++connections_;
    ++networks_[peer.network];
    services_.metrics.connections().Increment();
    thread.Serve(std::move(socket), services_, budgets_,
                 [this, network = peer.network] { CountEnd(network); });
    return;
  }
  services_.metrics.connections_refused().Increment();
  // A handshake only to say no would cost as much as what is refused.
  if (services_.tls != nullptr || refusals_ >= services_.options.refusals_max) return;
  ++refusals_;
  auto executor = socket.get_executor();
  auto done = [this](const std::exception_ptr&) { CountRefusal(); };
  asio::co_spawn(executor, Refuse(std::move(socket)), std::move(done));
}

// Whether one more connection from there would be too many.
bool Server::IsFull(const Peer& peer) const {
  const Options& options = services_.options;
  if (connections_ >= options.connections_max) return true;
  if (peer.loopback && !options.limit_loopback) return false;
  const auto from_there = networks_.find(peer.network);
  return from_there != networks_.end() && from_there->second >= options.address_connections_max;
}

asio::awaitable<void> Server::Refuse(tcp::socket socket) {
  Connection connection(std::move(socket));
  Deadline deadline(connection.socket());
  const auto time = services_.options.linger_timeout;
  deadline.Set(time);
  error_code error;
  const Connection::Pieces text{asio::buffer(RefusalText())};
  co_await connection.Write(text, error);
  if (!error) co_await connection.Linger(deadline, time);
}

void Server::AskThreads(const std::function<void()>& answer) {
  for (const auto& thread : threads_) thread->Ask(answer);
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

void Server::CountEnd(const std::string& network) {
  services_.metrics.connections().Decrement();
  const std::scoped_lock lock(mutex_);
  --connections_;
  if (const auto at = networks_.find(network); --at->second == 0) networks_.erase(at);
  ended_.notify_all();  // under the lock: past it, the server may be gone
}

void Server::CountRefusal() {
  const std::scoped_lock lock(mutex_);
  --refusals_;
  ended_.notify_all();
}

}  // namespace daybook::http
