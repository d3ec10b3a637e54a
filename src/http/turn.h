// Long work in a coroutine, in turns.

#ifndef DAYBOOK_HTTP_TURN_H_
#define DAYBOOK_HTTP_TURN_H_

#include <boost/asio/awaitable.hpp>

namespace daybook::http {

/// Resumes when the other sessions of this thread that are ready have had a turn.
boost::asio::awaitable<void> GiveTurn();

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_TURN_H_
