// Errors as RFC 9457 problem details.

#ifndef DAYBOOK_HTTP_PROBLEM_H_
#define DAYBOOK_HTTP_PROBLEM_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"

namespace daybook::http {

/// What went wrong with one request, as it is told over HTTP.
struct Problem {
  unsigned status = 500;
  std::string type;    ///< `urn:daybook:problem:…`, or `about:blank` when the status says it all.
  std::string title;   ///< The same for every problem of this type.
  std::string detail;  ///< A sentence for the person who sent this request.
  std::vector<Fault> faults = {};
  std::optional<unsigned> retry_after_s = {};
};

/// The status an error leaves with.
unsigned StatusOf(ErrorCode code);

/// The problem an error is told as.
Problem ProblemOf(const Error& error);

/// A problem that needs no name of its own: the status is its type.
Problem PlainProblem(unsigned status, std::string detail);

/// `application/problem+json`. `instance` is the path of the request.
std::string RenderProblem(const Problem& problem, std::string_view instance);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PROBLEM_H_
