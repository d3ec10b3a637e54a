#include "http/append_async.h"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace daybook::http {

namespace asio = boost::asio;

namespace {

struct StartAppend {
  explicit StartAppend(Book& b) : book(&b) {}

  template <typename Handler>
  void operator()(Handler handler, Commit commit) const {
    auto executor = asio::get_associated_executor(handler);
    book->AppendAsync(
        std::move(commit), [handler = std::move(handler), executor](AppendResult result) mutable {
          auto resume = [handler = std::move(handler), result = std::move(result)]() mutable {
            std::move(handler)(std::move(result));
          };
          asio::post(executor, std::move(resume));
        });
  }

  Book* book;
};

}  // namespace

asio::awaitable<AppendResult> AppendTo(Book& book, Commit commit) {
  using Token = asio::use_awaitable_t<>;
  Token token;
  return asio::async_initiate<Token, void(AppendResult)>(StartAppend(book), token,
                                                         std::move(commit));
}

}  // namespace daybook::http
