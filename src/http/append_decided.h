// Appending what the rules allow.

#ifndef DAYBOOK_HTTP_APPEND_DECIDED_H_
#define DAYBOOK_HTTP_APPEND_DECIDED_H_

#include <boost/asio/awaitable.hpp>

#include "daybook/log.h"
#include "http/exchange.h"

namespace daybook::http {

/// Decides the commit by the rules and hands it over, expecting every subject that was looked at to
/// be where it was; when another writer was there first, decides again. Resumes as AppendTo does;
/// with kUnprocessable when a rule is broken, with kBusy when others were first every time, or with
/// kWrongRevision when the commit's own expectations do not hold.
boost::asio::awaitable<AppendResult> AppendDecided(Exchange& exchange, Commit commit);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_APPEND_DECIDED_H_
