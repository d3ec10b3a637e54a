// Threads for what waits for the disk.

#ifndef DAYBOOK_HTTP_DISK_THREADS_H_
#define DAYBOOK_HTTP_DISK_THREADS_H_

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>
#include <utility>

namespace daybook::http {

/// Where large files are written, synced and read, which can take seconds: an io thread that did
/// it would keep all of its connections waiting. Thread-safe. Must outlive whoever waits for it.
class DiskThreads {
 public:
  /// They mostly wait: two, so that one file's sync does not hold up the next one's bytes.
  static constexpr std::size_t kThreads = 2;

  /// Runs `work()` here and resumes on the coroutine's own executor with what it returned. It is
  /// not cancelled: whatever it refers to must stay until then.
  template <typename Work>
  boost::asio::awaitable<std::invoke_result_t<Work>> Run(Work work) {
    using Answer = std::invoke_result_t<Work>;
    using Token = boost::asio::use_awaitable_t<>;
    Token token;
    return boost::asio::async_initiate<Token, void(Answer)>(Start(threads_), token,
                                                            std::move(work));
  }

 private:
  struct Start {
    explicit Start(boost::asio::thread_pool& t) : threads(&t) {}

    template <typename Handler, typename Work>
    void operator()(Handler handler, Work work) const {
      auto executor = boost::asio::get_associated_executor(handler);
      auto run = [handler = std::move(handler), work = std::move(work), executor]() mutable {
        auto answer = work();
        auto resume = [handler = std::move(handler), answer = std::move(answer)]() mutable {
          std::move(handler)(std::move(answer));
        };
        boost::asio::post(executor, std::move(resume));
      };
      boost::asio::post(*threads, std::move(run));
    }

    boost::asio::thread_pool* threads;
  };

  boost::asio::thread_pool threads_{kThreads};
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_DISK_THREADS_H_
