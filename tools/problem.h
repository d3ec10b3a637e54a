// Refusals: `application/problem+json` (RFC 9457) as an error to show.

#ifndef DAYBOOK_TOOLS_PROBLEM_H_
#define DAYBOOK_TOOLS_PROBLEM_H_

#include "daybook/error.h"
#include "tools/http_client.h"

namespace daybook::tools {

/// What an answer that is not 2xx says. Never fails: a body that is no problem document leaves
/// the status to speak.
Error ReadProblem(const HttpResponse& response);

/// The answer when it is a 2xx, or else its problem.
Result<HttpResponse> Accepted(Result<HttpResponse> response);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_PROBLEM_H_
