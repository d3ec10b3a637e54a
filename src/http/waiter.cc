#include "http/waiter.h"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace daybook::http {

namespace asio = boost::asio;

// A waiting that has a place in a watermark, and takes it back.
class Waiter::Waiting {
 public:
  Waiting(Watermark& mark, Position least, std::shared_ptr<State> state)
      : mark_(mark), woken_(std::make_shared<bool>(false)) {
    // Posted, not called: the timer belongs to the session's thread, and by the time that runs
    // this, the wait on the timer has begun.
    name_ = mark.Notify(least, [state = std::move(state), woken = woken_] {
      asio::post(state->timer.get_executor(), [state, woken] {
        *woken = true;
        state->timer.cancel();
      });
    });
  }
  ~Waiting() {
    if (!*woken_) mark_.Forget(name_);
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;

 private:
  Watermark& mark_;
  std::shared_ptr<bool> woken_;  // touched on the session's executor only
  std::uint64_t name_ = 0;
};

Waiter::Waiter(const asio::any_io_executor& executor) : state_(std::make_shared<State>(executor)) {}

Waiter::~Waiter() { Stop(); }

asio::awaitable<bool> Waiter::Until(Watermark& mark, Position least,
                                    std::chrono::steady_clock::time_point deadline) {
  while (mark.value() < least) {
    if (state_->stopped || std::chrono::steady_clock::now() >= deadline) co_return false;
    const Waiting waiting(mark, least, state_);
    state_->timer.expires_at(deadline);
    boost::system::error_code ignored;  // it only tells whether the timer was cancelled
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await state_->timer.async_wait(token);
  }
  co_return true;
}

asio::awaitable<void> Waiter::SleepUntil(std::chrono::steady_clock::time_point time) {
  while (!state_->stopped && std::chrono::steady_clock::now() < time) {
    state_->timer.expires_at(time);
    boost::system::error_code ignored;
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await state_->timer.async_wait(token);
  }
}

void Waiter::Stop() {
  state_->stopped = true;
  state_->timer.cancel();
}

}  // namespace daybook::http
