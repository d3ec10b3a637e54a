// GET /v1/views/status, /v1/views/trail and /v1/subjects/{kind}/{id}/trail

#include <fmt/format.h>

#include "event/text.h"
#include "http/accept.h"
#include "http/catch_up.h"
#include "http/resources.h"
#include "http/table_text.h"

namespace daybook::http {
namespace {

Reply ViewReply(const Exchange& exchange, const projection::View& view, Format format) {
  Reply reply;
  reply.fields.emplace_back("Daybook-Position", std::to_string(view.position));
  if (IsUnchanged(exchange, NumberEtag(view.position), reply)) return reply;
  reply.content_type = ContentType(format);
  reply.body = RenderTable(view, format);
  return reply;
}

boost::asio::awaitable<Result<void>> WaitForView(Exchange& exchange,
                                                 std::optional<Position> min_position) {
  if (!min_position) co_return Result<void>();
  const auto& programme = exchange.services.programme;
  const Position least = EventsFor(*min_position, exchange.book().size());
  auto caught_up = co_await CatchUp(exchange, programme.position(), programme.failure(), least);
  co_return caught_up;
}

AsyncReply Trail(Exchange& exchange, std::string subject, std::optional<Position> min_position,
                 Format format) {
  auto fresh = co_await WaitForView(exchange, min_position);
  if (!fresh) co_return std::unexpected(std::move(fresh.error()));
  auto view = exchange.services.programme.trail(subject);
  if (!view) co_return std::unexpected(std::move(view.error()));
  co_return ViewReply(exchange, *view, format);
}

}  // namespace

AsyncReply GetStatusView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto fresh = co_await WaitForView(exchange, min_position);
  if (!fresh) co_return std::unexpected(std::move(fresh.error()));
  const projection::View view = exchange.services.programme.status();
  co_return ViewReply(exchange, view, *format);
}

AsyncReply GetTrailView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  std::string subject = params.Text("subject").value_or("");
  if (!IsSubject(subject)) {
    params.AddFault(
        fmt::format("The parameter `subject` is needed, as `kind/id`; it is `{}`.", subject));
  }
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto reply = co_await Trail(exchange, std::move(subject), min_position, *format);
  co_return reply;
}

AsyncReply GetSubjectTrail(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  auto subject = SubjectOf(exchange);
  if (!subject) co_return std::unexpected(std::move(subject.error()));
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  std::string name = *std::move(subject);
  auto reply = co_await Trail(exchange, std::move(name), min_position, *format);
  co_return reply;
}

}  // namespace daybook::http
