// Server-sent events (WHATWG HTML, section 9.2), written.

#ifndef DAYBOOK_HTTP_SSE_H_
#define DAYBOOK_HTTP_SSE_H_

#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"

namespace daybook::http {

/// Appends one event. `data` holds no line break. Without an id the reader keeps the last one.
void AppendServerEvent(std::string& out, std::string_view name, std::optional<Position> id,
                       std::string_view data);

/// A comment, which readers skip.
inline constexpr std::string_view kHeartbeat = ": still here\n\n";

/// What a stream begins with: how long to wait before coming again.
inline constexpr std::string_view kStreamBegin = "retry: 2000\n\n";

/// The data of `caught-up`: how many events of the book were sent or passed over.
std::string CaughtUpData(Position size);

/// Where a stream begins: after the last event its reader has (Last-Event-ID), or else at `from`,
/// or else at the head of the book. Fails with kMalformed when that is beyond the head.
Result<Position> StreamStart(std::string_view last_event_id, std::optional<Position> from,
                             Position size);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SSE_H_
