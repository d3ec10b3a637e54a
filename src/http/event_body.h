// Events from the body of a request, in any of CloudEvents' HTTP modes (HTTP protocol binding
// 1.0.2) and as newline-delimited JSON.

#ifndef DAYBOOK_HTTP_EVENT_BODY_H_
#define DAYBOOK_HTTP_EVENT_BODY_H_

#include <string_view>
#include <vector>

#include "daybook/event.h"
#include "http/request.h"

namespace daybook::http {

/// Whether the headers announce events that can be read. Fails with kUnsupported.
Result<void> CheckEventBody(const Request& request);

/// Whether the body holds any number of events: then pointers into it begin with an event's index.
bool HoldsMany(const Request& request);

/// The events of the body, for which CheckEventBody held. `subject`, when given, is the stream of
/// all of them.
Result<std::vector<Draft>> DecodeEventBody(const Request& request, std::string_view subject);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_EVENT_BODY_H_
