// The cut that a request asks for, once there is all of it.

#ifndef DAYBOOK_HTTP_SETTLED_CUT_H_
#define DAYBOOK_HTTP_SETTLED_CUT_H_

#include <boost/asio/awaitable.hpp>
#include <optional>

#include "http/cut_params.h"
#include "http/exchange.h"

namespace daybook::http {

/// Resumes when the programme has taken in the events known at the cut, and the one at
/// `min_position`. Fails as CatchUp does.
boost::asio::awaitable<Result<improvement::Cut>> SettledCut(Exchange& exchange, AskedCut asked,
                                                            std::optional<Position> min_position);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SETTLED_CUT_H_
