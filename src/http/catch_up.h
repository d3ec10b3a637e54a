// Waiting for what is derived from the book to be as fresh as a reader asks.

#ifndef DAYBOOK_HTTP_CATCH_UP_H_
#define DAYBOOK_HTTP_CATCH_UP_H_

#include <boost/asio/awaitable.hpp>
#include <optional>

#include "daybook/log.h"
#include "http/exchange.h"
#include "log/follower.h"

namespace daybook::http {

/// How many events an answer must stand on for `min_position`: the event at that position is among
/// them. An answer's own `position`, which is one past its last event, may be given as well.
Position EventsFor(Position min_position, Position size);

/// Resumes when what follows the book has seen `least` events; fails with kBusy after
/// Options::catch_up_timeout, and at once, with kStopped, when it has not and has a `failure`.
boost::asio::awaitable<Result<void>> CatchUp(Exchange& exchange, Watermark& follower,
                                             std::optional<Error> failure, Position least);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CATCH_UP_H_
