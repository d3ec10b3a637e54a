#include "tools/problem.h"

#include <string>
#include <utility>

#include "net/problem.h"

namespace daybook::tools {
namespace {

ErrorCode CodeOf(unsigned status) {
  switch (status) {
    case 404:
      return ErrorCode::kNotFound;
    case 409:
      return ErrorCode::kConflict;
    case 412:
      return ErrorCode::kWrongRevision;
    case 413:
      return ErrorCode::kTooLarge;
    case 415:
      return ErrorCode::kUnsupported;
    case 422:
      return ErrorCode::kUnprocessable;
    case 429:
    case 503:
      return ErrorCode::kBusy;
    case 507:
      return ErrorCode::kNoSpace;
    default:
      return status < 500 ? ErrorCode::kMalformed : ErrorCode::kIo;
  }
}

}  // namespace

Error ReadProblem(const HttpResponse& response) {
  net::Problem problem = net::ParseProblem(response.body);
  const std::string status = std::to_string(response.status);
  if (problem.title.empty()) {
    const std::string reason = response.reason.empty() ? "" : " " + response.reason;
    return {.code = CodeOf(response.status), .detail = "Refused (" + status + reason + ")"};
  }
  Error error{.code = CodeOf(response.status),
              .detail = problem.title + " (" + status + ")",
              .faults = std::move(problem.faults)};
  if (!problem.detail.empty()) error.detail += ": " + problem.detail;
  // A fault of the whole request often says again what the detail said.
  std::erase_if(error.faults, [&](const Fault& fault) {
    return fault.pointer.empty() && fault.detail == problem.detail;
  });
  return error;
}

Result<HttpResponse> Accepted(Result<HttpResponse> response) {
  if (!response || response->ok()) return response;
  return std::unexpected(ReadProblem(*response));
}

}  // namespace daybook::tools
