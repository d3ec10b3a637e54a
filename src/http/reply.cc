#include "http/reply.h"

namespace daybook::http {

Reply TextReply(std::string_view content_type, std::string body) {
  Reply reply;
  reply.content_type = content_type;
  reply.body = std::move(body);
  return reply;
}

Reply StreamReply(std::string_view content_type, std::unique_ptr<Source> source) {
  Reply reply;
  reply.content_type = content_type;
  reply.source = std::move(source);
  return reply;
}

Reply ProblemReply(const Problem& problem, std::string_view instance) {
  Reply reply = TextReply("application/problem+json", RenderProblem(problem, instance));
  reply.status = problem.status;
  if (problem.retry_after_s) {
    reply.fields.emplace_back("Retry-After", std::to_string(*problem.retry_after_s));
  }
  return reply;
}

}  // namespace daybook::http
