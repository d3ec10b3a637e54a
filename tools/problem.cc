#include "tools/problem.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>

namespace daybook::tools {
namespace {

using nlohmann::json;

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

std::string TextOf(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::vector<Fault> Faults(const json& problem) {
  std::vector<Fault> faults;
  const auto errors = problem.find("errors");
  if (errors == problem.end() || !errors->is_array()) return faults;
  for (const json& fault : *errors) {
    if (!fault.is_object()) continue;
    faults.push_back({.pointer = TextOf(fault, "pointer"),
                      .detail = TextOf(fault, "detail"),
                      .rule = TextOf(fault, "rule")});
  }
  return faults;
}

}  // namespace

Error ReadProblem(const HttpResponse& response) {
  const json problem = json::parse(response.body, nullptr, false);
  const std::string status = std::to_string(response.status);
  if (!problem.is_object() || TextOf(problem, "title").empty()) {
    const std::string reason = response.reason.empty() ? "" : " " + response.reason;
    return {.code = CodeOf(response.status), .detail = "Refused (" + status + reason + ")"};
  }
  Error error{.code = CodeOf(response.status),
              .detail = TextOf(problem, "title") + " (" + status + ")",
              .faults = Faults(problem)};
  const std::string detail = TextOf(problem, "detail");
  if (!detail.empty()) error.detail += ": " + detail;
  // A fault of the whole request often says again what the detail said.
  std::erase_if(error.faults, [&](const Fault& fault) {
    return fault.pointer.empty() && fault.detail == detail;
  });
  return error;
}

Result<HttpResponse> Accepted(Result<HttpResponse> response) {
  if (!response || response->ok()) return response;
  return std::unexpected(ReadProblem(*response));
}

}  // namespace daybook::tools
