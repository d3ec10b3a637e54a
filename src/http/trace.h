// The trace a request belongs to (W3C Trace Context).

#ifndef DAYBOOK_HTTP_TRACE_H_
#define DAYBOOK_HTTP_TRACE_H_

#include <string>
#include <string_view>

namespace daybook::http {

/// The trace id of a `traceparent` header: 32 lower-case hexadecimal digits. A new random one
/// when there is no header or it is not valid.
std::string TraceId(std::string_view traceparent);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_TRACE_H_
