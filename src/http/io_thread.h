// A thread that serves connections of its own.

#ifndef DAYBOOK_HTTP_IO_THREAD_H_
#define DAYBOOK_HTTP_IO_THREAD_H_

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <functional>
#include <thread>
#include <unordered_set>

#include "http/session.h"

namespace daybook::http {

/// Sessions on one io_context that one thread runs: none of them needs a strand. Thread-safe,
/// except that destruction wants every session to have ended.
class IoThread {
 public:
  IoThread();
  ~IoThread();
  IoThread(const IoThread&) = delete;
  IoThread& operator=(const IoThread&) = delete;

  boost::asio::io_context& context() { return context_; }

  /// Serves a connection of this context. `ended` is called on this thread when it is over.
  void Serve(boost::asio::ip::tcp::socket socket, const Services& services, Budgets& budgets,
             std::function<void()> ended);

  /// Has the thread call `answer` when it comes to do so.
  void Ask(std::function<void()> answer);

  void StopSessions();
  void AbortSessions();

 private:
  void Start(boost::asio::ip::tcp::socket socket, const Services& services, Budgets& budgets,
             std::function<void()> ended);

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;

  // Owned by the thread.
  std::unordered_set<Session*> sessions_;
  bool stopping_ = false;

  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_IO_THREAD_H_
