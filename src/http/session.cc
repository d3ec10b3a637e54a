#include "http/session.h"

#include <fmt/format.h>

#include "http/authentication.h"
#include "http/body_stream.h"
#include "http/disclosing.h"
#include "http/identity_provider.h"
#include "http/let_in.h"
#include "http/packing.h"
#include "http/page_frame.h"
#include "http/trace.h"
#include "net/tls.h"

namespace daybook::http {

namespace asio = boost::asio;
using boost::beast::http::verb;

namespace {

Peer PeerOf(const asio::ip::tcp::socket& socket) {
  boost::system::error_code gone;
  return PeerAt(socket.remote_endpoint(gone).address());
}

// Only methods with a name of their own become labels and log lines.
std::string_view MethodName(verb method) {
  if (method == verb::unknown) return "other";
  return to_string(method);
}

Reply BodyRefusal(const Exchange& exchange, const std::optional<Problem>& problem) {
  return ProblemReply(problem ? *problem : PlainProblem(400, "The connection ended."),
                      exchange.request.path);
}

Reply TooManyChanges(const Exchange& exchange) {
  return ProblemReply(
      ProblemOf({ErrorCode::kBusy, "Too many others wait for the book; try again shortly."}),
      exchange.request.path);
}

// A form that no page of whoever sends it has shown.
std::optional<Reply> RefuseForm(const Exchange& exchange) {
  const Request& request = exchange.request;
  if (exchange.visitor.csrf.empty() || !IsChange(request) || !IsForm(request)) return std::nullopt;
  const auto fine = CheckCsrf(request, exchange.visitor.csrf);
  if (fine) return std::nullopt;
  return ProblemReply(ProblemOf(fine.error()), request.path);
}

Reply ReplyOf(const Exchange& exchange, Result<Reply> reply) {
  if (!reply) return ProblemReply(ProblemOf(reply.error()), exchange.request.path);
  return *std::move(reply);
}

}  // namespace

Session::Session(asio::ip::tcp::socket socket, const Services& services, Budgets& budgets)
    : connection_(std::move(socket)),
      services_(services),
      budgets_(budgets),
      peer_(PeerOf(connection_.socket())),
      waiter_(connection_.socket().get_executor()),
      deadline_(connection_.socket()),
      reader_(connection_, deadline_, services.options),
      writer_(connection_, deadline_, services.options) {}

asio::awaitable<void> Session::Run() {
  bool more = co_await Secure();
  while (more && !stopping_) more = co_await ServeOne();
  co_await connection_.Close(deadline_, services_.options.linger_timeout);
}

void Session::Stop() {
  stopping_ = true;
  if (waiting_ && !reader_.begun()) connection_.Cancel();
  if (endless_) waiter_.Stop();
}

void Session::Abort() {
  stopping_ = true;
  waiter_.Stop();
  connection_.Abort();
}

// The handshake, where there is TLS. False when nothing can be served.
asio::awaitable<bool> Session::Secure() {
  if (services_.tls == nullptr) co_return true;
  const bool limited = !peer_.loopback || services_.options.limit_loopback;
  if (limited && budgets_.addresses.Take(peer_.network, Clock::now())) co_return false;
  const auto context = services_.tls->context();
  boost::system::error_code error;
  waiting_ = true;
  deadline_.Set(services_.options.handshake_timeout);
  co_await connection_.Secure(*context, error);
  deadline_.Clear();
  waiting_ = false;
  if (!error) {
    peer_certificate_ = connection_.PeerCertificate();
    if (!peer_certificate_.empty()) {
      services_.log.debug("A client has the certificate {}", peer_certificate_);
    }
    co_return true;
  }
  services_.log.debug("A TLS handshake failed: {}", error.message());
  services_.metrics.handshakes_failed().Increment();
  if (Connection::IsPlainHttp(error)) {
    co_await RefuseHeader(PlainProblem(400, "TLS is spoken here: the address begins https://."));
  }
  co_return false;
}

asio::awaitable<bool> Session::ServeOne() {
  waiting_ = true;
  auto read = co_await reader_.ReadHeader();
  waiting_ = false;
  if (!read) {
    if (read.error()) co_await RefuseHeader(*std::move(read.error()));
    co_return false;
  }
  Exchange exchange{services_, waiter_, budgets_.streams, budgets_.live, Request()};
  exchange.peer_certificate = peer_certificate_;
  exchange.secure = connection_.secure();
  const bool more = co_await Serve(exchange);
  co_return more;
}

asio::awaitable<bool> Session::Serve(Exchange& exchange) {
  const auto begun = Clock::now();
  Framing framing;
  framing.version = reader_.message().version();
  framing.keep_alive = reader_.keep_alive();
  framing.head = reader_.message().method() == verb::head;
  route_ = nullptr;
  malformed_ = false;
  turned_away_ = false;
  body_read_ = false;

  BodyBudget::Share share(budgets_.bodies);
  Reply reply = co_await Answer(exchange, share);
  ShowProblem(exchange.request, reply);
  PackPage(exchange.request, reply);
  if (!body_read_) body_read_ = reader_.SkipArrivedBody();
  framing.keep_alive = framing.keep_alive && body_read_ && !malformed_ && !turned_away_ &&
                       !stopping_ && (framing.version >= 11 || !reply.source || reply.length);
  endless_ = reply.source && reply.source->endless();
  // Whoever watches for the reader's end may have read into the next request.
  framing.keep_alive = framing.keep_alive && !endless_;
  if (endless_) WatchReader();
  if (endless_ && stopping_) waiter_.Stop();
  Sent sent = co_await writer_.Send(reply, framing);
  endless_ = false;
  co_await EndExport(exchange, reply);
  Record(exchange, reply.status, sent, begun);
  if (!sent.complete) connection_.Break();
  if (sent.complete && !body_read_) {
    co_await connection_.Linger(deadline_, services_.options.linger_timeout);
  }
  co_return sent.complete&& framing.keep_alive;
}

asio::awaitable<void> Session::EndExport(Exchange& exchange, const Reply& reply) {
  if (exchange.export_told.empty()) co_return;
  auto told = co_await TellExportEnd(exchange, reply);
  if (told) co_return;
  services_.log.warn("How many events an export sent is not in the book: {} (trace {})",
                     told.error().detail, exchange.request.trace_id);
}

asio::awaitable<Reply> Session::Answer(Exchange& exchange, BodyBudget::Share& share) {
  if (auto refusal = Find(exchange)) co_return *std::move(refusal);
  std::optional<Reply> refused = Admit(exchange);
  if (refused && look_) {
    co_await services_.provider->Look(waiter_);
    refused = Admit(exchange);
  }
  if (!refused) refused = Permit(exchange);
  if (refused) co_return *std::move(refused);
  if (route_->streamed_max != nullptr) {
    Reply reply = co_await AnswerStreamed(exchange);
    co_return reply;
  }
  std::size_t body_max = route_->check != nullptr ? services_.options.body_bytes_max : 0;
  if (route_->body_bytes_max != 0) body_max = route_->body_bytes_max;
  auto read = co_await reader_.ReadBody(body_max, share);
  if (!read) co_return BodyRefusal(exchange, read.error());
  body_read_ = true;
  // A body may take long to come: what let its sender in may have ended meanwhile.
  auto may =
      route_->needs == access::Permission::kOpen ? Result<void>() : RequireStillLetIn(exchange);
  if (!may) co_return UnauthenticatedReply(may.error(), exchange.request);
  exchange.request.body = std::move(reader_.message().body());
  if (auto refusal = RefuseForm(exchange)) co_return *std::move(refusal);
  const ChangesInHand::Place place(budgets_.changes, IsChange(exchange.request));
  if (place.refused()) {
    turned_away_ = true;
    co_return TooManyChanges(exchange);
  }
  auto reply = co_await Call(route_->handler, exchange);
  if (reply && exchange.request.method != verb::head) {
    auto told = co_await TellDisclosure(exchange, *reply, budgets_.told);
    if (!told) reply = std::unexpected(std::move(told.error()));
  }
  co_return ReplyOf(exchange, std::move(reply));
}

// The handler reads the body. What ended it early is the answer, whatever the handler made of it.
asio::awaitable<Reply> Session::AnswerStreamed(Exchange& exchange) {
  const ChangesInHand::Place place(budgets_.changes, IsChange(exchange.request));
  if (place.refused()) {
    turned_away_ = true;
    co_return TooManyChanges(exchange);
  }
  BodyStream body(reader_, services_.options.*(route_->streamed_max));
  exchange.body = &body;
  auto reply = co_await Call(route_->handler, exchange);
  exchange.body = nullptr;
  body_read_ = body.ended();
  if (body.failure()) co_return BodyRefusal(exchange, body.failure());
  co_return ReplyOf(exchange, std::move(reply));
}

asio::awaitable<Result<Reply>> Session::Call(Handler handler, Exchange& exchange) {
  try {
    auto reply = co_await handler(exchange);
    if (reply && reply->source && route_->needs != access::Permission::kOpen) {
      reply->source = std::make_unique<SourceWhileLetIn>(exchange, std::move(reply->source));
    }
    if (reply && reply->source && exchange.request.method != verb::head) {
      auto first = co_await reply->source->Next();
      if (!first) co_return std::unexpected(std::move(first.error()));
      reply->body = first->text();
    }
    co_return reply;
  } catch (const std::exception& fault) {
    services_.log.error("{}: {} (trace {})", route_->pattern, fault.what(),
                        exchange.request.trace_id);
  }
  co_return Fail(ErrorCode::kIo, "Something failed here; the log has it under this trace: " +
                                     exchange.request.trace_id);
}

// A request that could not be read so far that anything is known of it.
asio::awaitable<void> Session::RefuseHeader(Problem problem) {
  const auto begun = Clock::now();
  Exchange exchange{services_, waiter_, budgets_.streams, budgets_.live, Request()};
  exchange.request.trace_id = TraceId("");
  route_ = nullptr;
  Reply reply = ProblemReply(problem, "");
  Framing framing;
  Sent sent = co_await writer_.Send(reply, framing);
  Record(exchange, reply.status, sent, begun);
  if (sent.complete) co_await connection_.Linger(deadline_, services_.options.linger_timeout);
}

// A quiet stream would learn only from its next heartbeats that its reader has gone.
void Session::WatchReader() {
  connection_.AwaitEnd([self = shared_from_this()] {
    if (self->endless_) self->waiter_.Stop();
  });
}

Reply Session::Unrouted(const Exchange& exchange, const Match& match) {
  const Request& request = exchange.request;
  if (match.allow.empty()) {
    Problem problem = PlainProblem(404, "There is no such resource. GET / lists those there are.");
    return ProblemReply(problem, request.path);
  }
  Problem problem =
      PlainProblem(405, fmt::format("This resource has no {}.", MethodName(request.method)));
  Reply reply = ProblemReply(problem, request.path);
  reply.fields.emplace_back("Allow", match.allow);
  return reply;
}

void Session::Record(const Exchange& exchange, unsigned status, const Sent& sent,
                     Clock::time_point begun) {
  Served served;
  served.method = MethodName(exchange.request.method);
  served.route = route_ != nullptr ? route_->pattern : std::string_view("-");
  served.status = status;
  served.bytes = sent.bytes;
  served.took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun);
  served.trace_id = exchange.request.trace_id;
  served.ended = sent.failure;
  services_.metrics.CountRequest(served.route, served.method, served.status, served.took);
  if (services_.on_served) services_.on_served(served);
}

}  // namespace daybook::http
