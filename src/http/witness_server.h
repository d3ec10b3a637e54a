// The HTTP face of a witness (C2SP tlog-witness).
//
//   POST /add-checkpoint    cosigns, or says why not
//   GET /key                the key that verifies its cosignatures

#ifndef DAYBOOK_HTTP_WITNESS_SERVER_H_
#define DAYBOOK_HTTP_WITNESS_SERVER_H_

#include <spdlog/logger.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_set>

#include "http/body_budget.h"
#include "http/listener.h"
#include "http/options.h"
#include "http/reply.h"
#include "log/witness.h"

namespace daybook::http {

/// The limits of a witness's server, which has little to hold: a log asks about once a second.
Options WitnessOptions(std::string listen);

/// Serves a witness from Start to Stop, on one thread: requests are decided one at a time anyway,
/// and a wait for the disk is a wait for all. Thread-safe.
class WitnessServer {
 public:
  /// When it returns a server, connections are accepted. What is passed by reference must outlive
  /// it. Fails as ParseListen does, or with kIo when the address is taken.
  static Result<std::unique_ptr<WitnessServer>> Start(Witness& witness, const Options& options,
                                                      spdlog::logger& log);
  ~WitnessServer();  ///< Stops, without waiting for answers in hand.

  /// Where it listens; with the port that was taken, if any was wanted.
  const boost::asio::ip::tcp::endpoint& endpoint() const { return listener_.endpoint(); }

  /// Stops accepting, lets requests that have begun be answered within `deadline`, then cuts the
  /// rest off. When it returns there is no connection. Idempotent.
  void Stop(std::chrono::milliseconds deadline);

 private:
  struct Connection;

  WitnessServer(Witness& witness, const Options& options, spdlog::logger& log);

  void Take(boost::asio::ip::tcp::socket socket);
  boost::asio::awaitable<void> Serve(std::shared_ptr<Connection> connection);
  boost::asio::awaitable<bool> ServeOne(Connection& connection);
  boost::asio::awaitable<Reply> Read(Connection& connection);
  Reply Answer(std::string_view method, std::string_view target, std::string_view body);
  Reply AddCheckpoint(std::string_view body);
  void CountEnd(Connection* connection);

  Witness& witness_;
  const Options options_;
  spdlog::logger& log_;
  BodyBudget bodies_;

  std::mutex mutex_;
  std::condition_variable ended_;  // a connection has
  std::size_t count_ = 0;          // of connections; guarded by mutex_

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  Listener listener_;

  // Owned by the thread.
  std::unordered_set<Connection*> connections_;
  bool stopping_ = false;

  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_WITNESS_SERVER_H_
