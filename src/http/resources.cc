#include "http/resources.h"

#include <fmt/format.h>

#include "event/text.h"
#include "http/accept.h"

namespace daybook::http {

Reply NotAcceptable(const Exchange& exchange, std::string_view offered) {
  const Problem problem =
      PlainProblem(406, fmt::format("Nothing that Accept asks for is here; there is {}.", offered));
  return ProblemReply(problem, exchange.request.path);
}

Reply NoSuchFormat(const Exchange& exchange) {
  return NotAcceptable(exchange, "application/json, application/x-ndjson and text/csv");
}

std::string NumberEtag(std::uint64_t number) { return fmt::format("\"{}\"", number); }

bool IsUnchanged(const Exchange& exchange, std::string_view etag, Reply& reply) {
  reply.fields.emplace_back("ETag", etag);
  if (!EtagMatches(exchange.request.Header("If-None-Match"), etag)) return false;
  reply.status = 304;
  reply.content_type.clear();
  reply.body.clear();
  return true;
}

Result<std::string> SubjectOf(const Exchange& exchange) {
  const auto& captures = exchange.request.captures;
  std::string subject = captures.at(0) + "/" + captures.at(1);
  if (!IsSubject(subject)) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("`{}` is no subject: a kind is lower-case letters, digits and -, an "
                            "id letters, digits and any of . _ ~ : @ + -.",
                            subject));
  }
  return subject;
}

}  // namespace daybook::http
