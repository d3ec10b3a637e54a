// The contract of the API, as an OpenAPI 3.1 document.

#ifndef DAYBOOK_HTTP_OPENAPI_H_
#define DAYBOOK_HTTP_OPENAPI_H_

#include <string>
#include <string_view>

namespace daybook::http {

/// A route's pattern as the document has it: `{tile...}` is `{tile}` there.
std::string OpenApiPath(std::string_view pattern);

/// openapi.json, as it is written.
std::string_view WrittenOpenApi();

/// The document that is served: with the summaries of the routes, the names of the views, and the
/// problems that any call may be answered with, in their places.
const std::string& OpenApiText();

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_OPENAPI_H_
