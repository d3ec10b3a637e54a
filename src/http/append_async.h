// Appending, in a coroutine.

#ifndef DAYBOOK_HTTP_APPEND_ASYNC_H_
#define DAYBOOK_HTTP_APPEND_ASYNC_H_

#include <boost/asio/awaitable.hpp>

#include "daybook/log.h"

namespace daybook::http {

/// Hands the commit over at once. Resumes on the coroutine's executor with the book's answer: with
/// a value, every event is on disk. Cannot be cancelled: the outcome would be unknown.
boost::asio::awaitable<AppendResult> AppendTo(Book& book, Commit commit);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_APPEND_ASYNC_H_
