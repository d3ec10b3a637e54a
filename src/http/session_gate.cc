// What a request has to pass before its body is read.

#include "http/authentication.h"
#include "http/session.h"
#include "http/trace.h"

namespace daybook::http {
namespace {

Result<void> TakeHeader(RequestReader& reader, Request& request) {
  auto& message = reader.message();
  request.method = message.method();
  auto target = ReadTarget(message.target(), request);
  request.trace_id = TraceId(message["traceparent"]);
  const bool no_host = message.version() >= 11 && message.count("Host") != 1;
  const bool other_host = !no_host && !IsForHost(message.target(), message["Host"]);
  request.headers = std::move(message.base());
  if (target && no_host) {
    return Fail(ErrorCode::kMalformed, "An HTTP/1.1 request has one Host header.");
  }
  if (target && other_host) {
    return Fail(ErrorCode::kMalformed, "The request target and the Host header name two hosts.");
  }
  return target;
}

}  // namespace

// Finds the route. A reply, as of the next ones, is a refusal for which no body need be read.
std::optional<Reply> Session::Find(Exchange& exchange) {
  Request& request = exchange.request;
  auto taken = TakeHeader(reader_, request);
  malformed_ = !taken;
  if (malformed_) return ProblemReply(ProblemOf(taken.error()), request.path);
  if (auto refusal = OverRate(budgets_.addresses, peer_.network, exchange)) return refusal;
  if (auto fine = CheckHost(exchange); !fine) {
    return ProblemReply(ProblemOf(fine.error()), request.path);
  }
  Match match = FindRoute(Routes(), request.method, request.segments);
  if (match.route == nullptr) return Unrouted(exchange, match);
  route_ = match.route;
  request.captures = std::move(match.captures);
  return std::nullopt;
}

// Finds out who asks; or sees that another look at the identity provider may tell.
std::optional<Reply> Session::Admit(Exchange& exchange) {
  look_ = false;
  if (route_->needs == access::Permission::kOpen) {
    Recognise(exchange);
    return std::nullopt;
  }
  const auto known = Authenticate(exchange);
  if (known) return std::nullopt;
  look_ = known.error().code == ErrorCode::kUnavailable;
  return UnauthenticatedReply(known.error(), exchange.request);
}

// The one place where it is decided who may use a route.
std::optional<Reply> Session::Permit(Exchange& exchange) {
  const Request& request = exchange.request;
  Result<void> fine;
  if (IsChange(request) && exchange.proof != Proof::kBearer) {
    fine = CheckSameOrigin(request, exchange.origin(), exchange.proof);
  }
  if (fine && route_->needs != access::Permission::kOpen) {
    if (auto refusal = OverRate(budgets_.principals, exchange.principal->name, exchange)) {
      return refusal;
    }
    fine = access::Require(*exchange.principal, route_->needs);
  }
  if (fine && route_->check != nullptr) fine = route_->check(request);
  if (fine) return std::nullopt;
  return ProblemReply(ProblemOf(fine.error()), request.path);
}

// The refusal of one who asks too often.
std::optional<Reply> Session::OverRate(RateLimit& limit, std::string_view who,
                                       const Exchange& exchange) const {
  if (peer_.loopback && !services_.options.limit_loopback) return std::nullopt;
  const auto wait = limit.Take(who, Clock::now());
  if (!wait) return std::nullopt;
  Problem problem = PlainProblem(429, "More requests come from here than are answered.");
  problem.retry_after_s =
      static_cast<unsigned>(std::chrono::ceil<std::chrono::seconds>(*wait).count());
  return ProblemReply(problem, exchange.request.path);
}

}  // namespace daybook::http
