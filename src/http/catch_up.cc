#include "http/catch_up.h"

#include <fmt/format.h>

namespace daybook::http {

Position EventsFor(Position min_position, Position size) {
  return min_position < size ? min_position + 1 : min_position;
}

boost::asio::awaitable<Result<void>> CatchUp(Exchange& exchange, Watermark& follower,
                                             std::optional<Error> failure, Position least) {
  if (failure && follower.value() < least) {
    co_return Fail(ErrorCode::kStopped,
                   fmt::format("What this answer is made from stopped following the book after {} "
                               "events; an operator has to look: {}",
                               follower.value(), failure->detail));
  }
  const auto deadline = std::chrono::steady_clock::now() + exchange.options().catch_up_timeout;
  const bool reached = co_await exchange.waiter.Until(follower, least, deadline);
  if (!reached) {
    co_return Fail(ErrorCode::kBusy,
                   fmt::format("The answer would have to stand on {} events; {} are taken in so "
                               "far. Try again.",
                               least, follower.value()));
  }
  co_return Result<void>();
}

}  // namespace daybook::http
