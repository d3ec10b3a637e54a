#include "http/turn.h"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace daybook::http {

boost::asio::awaitable<void> GiveTurn() { return boost::asio::post(boost::asio::use_awaitable); }

}  // namespace daybook::http
