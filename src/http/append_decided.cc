#include "http/append_decided.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "http/append_async.h"
#include "http/catch_up.h"

namespace daybook::http {
namespace {

// Each time another writer's commit on the same subject was stored: of so many writers at once,
// the last one gets through.
constexpr int kTriesMax = 64;

}  // namespace

boost::asio::awaitable<AppendResult> AppendDecided(Exchange& exchange, Commit commit) {
  const projection::Decider& decider = exchange.services.decider;
  const projection::Programme& programme = exchange.services.programme;
  for (int tries = 0; tries < kTriesMax; ++tries) {
    const Position needed = decider.Needs(commit);
    auto fresh = co_await CatchUp(exchange, programme.position(), programme.failure(), needed);
    if (!fresh) co_return std::unexpected(std::move(fresh.error()));
    auto expectations = decider.Decide(commit);
    if (!expectations) co_return std::unexpected(std::move(expectations.error()));
    Commit attempt = commit;
    std::ranges::move(*expectations, std::back_inserter(attempt.expectations));
    auto appended = co_await AppendTo(exchange.book(), std::move(attempt));
    if (appended || appended.error().code != ErrorCode::kWrongRevision) co_return appended;
  }
  co_return Fail(ErrorCode::kBusy,
                 "Others kept writing to the same subjects while this was decided; try again.");
}

}  // namespace daybook::http
