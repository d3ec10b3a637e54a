// The HTTP server: listens, and hands connections to its threads.

#ifndef DAYBOOK_HTTP_SERVER_H_
#define DAYBOOK_HTTP_SERVER_H_

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "http/budgets.h"
#include "http/listener.h"
#include "http/peer.h"
#include "http/services.h"

namespace daybook::http {

class IoThread;

/// Listens from Start to Stop. Thread-safe.
class Server {
 public:
  /// Listens on Options::listen. When it returns a server, connections are accepted. What
  /// `services` refers to must outlive it. Fails as ParseListen and MayListen do, or with kIo when
  /// the address is taken.
  static Result<std::unique_ptr<Server>> Start(Services services);

  ~Server();  ///< Stops, without waiting for answers in hand.

  /// Where it listens; with the port that was taken, if any was wanted.
  const boost::asio::ip::tcp::endpoint& endpoint() const { return listener_->endpoint(); }

  /// Has each thread that serves connections call `answer`, which must be brief: one that stands
  /// still does not.
  void AskThreads(const std::function<void()>& answer);

  /// Stops accepting, lets each answer in hand be sent within `deadline`, then cuts the rest off.
  /// When it returns there is no connection, and every append handed over was answered or its
  /// reader had gone. Idempotent.
  void Stop(std::chrono::milliseconds deadline);

 private:
  explicit Server(Services services);

  Result<void> Listen(const boost::asio::ip::tcp::endpoint& endpoint);
  boost::asio::awaitable<void> Refuse(boost::asio::ip::tcp::socket socket);
  void Take(boost::asio::ip::tcp::socket socket, IoThread& thread);
  bool IsFull(const Peer& peer) const;
  void CountEnd(const std::string& network);
  void CountRefusal();

  const Services services_;
  Budgets budgets_;

  std::mutex mutex_;
  std::condition_variable ended_;                          // one of these has gone down:
  std::size_t connections_ = 0;                            // guarded by mutex_, like the next
  std::size_t refusals_ = 0;                               // being told that there are too many
  std::unordered_map<std::string, std::size_t> networks_;  // the connections of each

  std::vector<std::unique_ptr<IoThread>> threads_;  // they use all of the above

  std::size_t turn_ = 0;              // owned by the first thread, which accepts
  std::optional<Listener> listener_;  // gone before the thread's context is
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SERVER_H_
