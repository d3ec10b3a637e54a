#include "http/settled_cut.h"

#include <algorithm>

#include "http/catch_up.h"

namespace daybook::http {

boost::asio::awaitable<Result<improvement::Cut>> SettledCut(Exchange& exchange, AskedCut asked,
                                                            std::optional<Position> min_position) {
  auto cut = SettleCut(exchange.book(), asked);
  if (!cut) co_return cut;
  const Position size = exchange.book().size();
  Position least = min_position ? EventsFor(*min_position, size) : 0;
  if (asked.known) least = std::max(least, cut->size);
  const auto& programme = exchange.services.programme;
  auto caught_up = co_await CatchUp(exchange, programme.position(), programme.failure(), least);
  if (!caught_up) co_return std::unexpected(std::move(caught_up.error()));
  co_return cut;
}

}  // namespace daybook::http
