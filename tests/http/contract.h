// Holds every answer that a test sees to the API's own description.

#ifndef DAYBOOK_TESTS_HTTP_CONTRACT_H_
#define DAYBOOK_TESTS_HTTP_CONTRACT_H_

#include <string>

namespace daybook::http {

/// What an answer has that the document of GET /v1/openapi.json does not declare for its route: the
/// status, the media type, or parameters that were asked with; "" for nothing. What is asked of no
/// route, or not in a way that a client could, is nobody's contract.
std::string Undeclared(const std::string& method, const std::string& target, int status,
                       const std::string& content_type);

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_CONTRACT_H_
