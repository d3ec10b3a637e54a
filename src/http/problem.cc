#include "http/problem.h"

#include <boost/beast/http/status.hpp>
#include <nlohmann/json.hpp>

namespace daybook::http {
namespace {

struct Kind {
  unsigned status;
  const char* name;
  const char* title;
  unsigned retry_after_s = 0;  // 0: trying again does not help
};

Kind KindOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kMalformed:
      return {400, "malformed", "The request is malformed"};
    case ErrorCode::kUnauthenticated:
      return {401, "unauthenticated", "Who asks is not known"};
    case ErrorCode::kForbidden:
      return {403, "forbidden", "Who asks may not have this"};
    case ErrorCode::kNotFound:
      return {404, "not-found", "There is no such thing in this book"};
    case ErrorCode::kConflict:
      return {409, "conflict", "The request conflicts with what is in the book"};
    case ErrorCode::kWrongRevision:
      return {412, "wrong-revision", "A subject is not at the expected revision"};
    case ErrorCode::kTooLarge:
      return {413, "too-large", "The request is over a limit"};
    case ErrorCode::kUnsupported:
      return {415, "unsupported", "Nothing here reads this media type"};
    case ErrorCode::kUnprocessable:
      return {422, "unprocessable", "The request breaks a schema or a rule"};
    case ErrorCode::kBusy:
      return {503, "busy", "Too much is waiting already", 1};
    case ErrorCode::kUnavailable:
      return {503, "unavailable", "Something that this needs is not there now", 30};
    case ErrorCode::kNoSpace:
      return {507, "no-space", "The disk is full, or nearly", 60};
    case ErrorCode::kStopped:
      return {503, "stopped", "The book takes no appends", 30};
    case ErrorCode::kCorrupt:
      return {500, "corrupt", "Stored bytes are not what was written"};
    case ErrorCode::kIo:
      break;
  }
  return {500, "io", "The operating system refused a read or a write"};
}

}  // namespace

unsigned StatusOf(ErrorCode code) { return KindOf(code).status; }

Problem ProblemOf(const Error& error) {
  const Kind kind = KindOf(error.code);
  Problem problem;
  problem.status = kind.status;
  problem.type = std::string("urn:daybook:problem:") + kind.name;
  problem.title = kind.title;
  problem.detail = error.detail;
  problem.faults = error.faults;
  if (kind.retry_after_s != 0) problem.retry_after_s = kind.retry_after_s;
  return problem;
}

Problem PlainProblem(unsigned status, std::string detail) {
  Problem problem;
  problem.status = status;
  problem.type = "about:blank";
  problem.title = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
  problem.detail = std::move(detail);
  return problem;
}

std::string RenderProblem(const Problem& problem, std::string_view instance) {
  nlohmann::ordered_json json{{"type", problem.type},
                              {"title", problem.title},
                              {"status", problem.status},
                              {"detail", problem.detail},
                              {"instance", instance}};
  if (!problem.faults.empty()) {
    auto& errors = json["errors"] = nlohmann::ordered_json::array();
    for (const Fault& fault : problem.faults) {
      auto& item = errors.emplace_back();
      item["pointer"] = fault.pointer;
      if (!fault.rule.empty()) item["rule"] = fault.rule;
      item["detail"] = fault.detail;
    }
  }
  // What was sent may not be UTF-8; the answer always is.
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace daybook::http
