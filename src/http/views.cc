// GET /v1/views/{view}, /v1/views/trail, /v1/views/changes, /v1/views/disclosures and
// /v1/subjects/{kind}/{id}/trail

#include <fmt/format.h>

#include "event/text.h"
#include "http/accept.h"
#include "http/cut_params.h"
#include "http/opening.h"
#include "http/resources.h"
#include "http/settled_cut.h"
#include "http/table_text.h"
#include "http/view_of.h"

namespace daybook::http {
namespace {

Reply ViewReply(const Exchange& exchange, const projection::View& view, const std::string& etag,
                const ViewShape& shape) {
  Reply reply;
  reply.fields.emplace_back("Daybook-Position", std::to_string(view.cut.size));
  if (IsUnchanged(exchange, etag, reply)) return reply;
  Opening opening(exchange, shape.opened);
  reply.content_type = ContentType(shape.format);
  reply.body = RenderTable(view, shape.format, opening.show());
  if (opening.opened()) ForbidKeeping(reply);
  return reply;
}

AsyncReply Trail(Exchange& exchange, std::string subject, AskedCut asked,
                 std::optional<Position> min_position, ViewShape shape) {
  auto cut = co_await SettledCut(exchange, asked, min_position);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  const access::Principal& who = *exchange.principal;
  const projection::Covers covers = [&who](std::string_view name) { return who.Covers(name); };
  auto view = exchange.services.programme.trail(subject, *cut, covers);
  if (!view) co_return std::unexpected(std::move(view.error()));
  co_return ViewReply(exchange, *view, NumberEtag(view->cut.size), shape);
}

// A view is of a day as well: tomorrow something is overdue that is not today.
std::string DayEtag(const projection::View& view, const improvement::AsOf& as_of) {
  return fmt::format("\"{}-{}\"", view.cut.size, improvement::TextOf(as_of.day));
}

std::unexpected<Error> NoSuchView(std::string_view name) {
  return Fail(ErrorCode::kNotFound,
              fmt::format("There is no view `{}`; there are {}, trail, changes and disclosures.",
                          name, improvement::ViewNames()));
}

}  // namespace

AsyncReply GetView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  const std::string& name = exchange.request.captures.front();
  const improvement::ViewKind* const kind = improvement::FindView(name);
  if (kind == nullptr) co_return NoSuchView(name);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  const ViewShape shape{.format = *format, .opened = ReadPersonal(params)};
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, asked, min_position);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  const auto as_of = improvement::AsOf::At(asked.AsOf(Now()), cut->audience);
  const projection::View view = ViewOf(exchange.services.programme, *kind, *cut, as_of);
  co_return ViewReply(exchange, view, DayEtag(view, as_of), shape);
}

AsyncReply GetChangesView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCuts asked = ReadCuts(params, *exchange.principal);
  const ViewShape shape{.format = *format, .opened = ReadPersonal(params)};
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  // Its events are among those of the second, which the programme has to have taken in.
  auto before = SettleCut(exchange.book(), asked.from);
  if (!before) co_return std::unexpected(std::move(before.error()));
  auto after = co_await SettledCut(exchange, asked.to, min_position);
  if (!after) co_return std::unexpected(std::move(after.error()));
  const projection::View view = exchange.services.programme.changes(
      {.before = *before, .after = *after, .moment = asked.moment});
  const std::string etag = fmt::format("\"{}-{}\"", view.since->size, view.cut.size);
  co_return ViewReply(exchange, view, etag, shape);
}

AsyncReply GetTrailView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  std::string subject = params.Text("subject").value_or("");
  if (!IsSubject(subject)) {
    params.AddFault(
        fmt::format("The parameter `subject` is needed, as `kind/id`; it is `{}`.", subject));
  }
  const ViewShape shape{.format = *format, .opened = ReadPersonal(params)};
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto reply = co_await Trail(exchange, std::move(subject), asked, min_position, shape);
  co_return reply;
}

AsyncReply GetDisclosuresView(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  const std::string about = params.Text("subject").value_or("");
  if (!about.empty() && !IsSubject(about)) {
    params.AddFault(
        fmt::format("The parameter `subject` has the form `kind/id`; it is `{}`.", about));
  }
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, asked, min_position);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  const projection::View view = exchange.services.programme.disclosures(about, *cut);
  co_return ViewReply(exchange, view, NumberEtag(view.cut.size), {.format = *format});
}

AsyncReply GetSubjectTrail(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  auto subject = SubjectOf(exchange);
  if (!subject) co_return std::unexpected(std::move(subject.error()));
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  const ViewShape shape{.format = *format, .opened = ReadPersonal(params)};
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  std::string name = *std::move(subject);
  auto reply = co_await Trail(exchange, std::move(name), asked, min_position, shape);
  co_return reply;
}

}  // namespace daybook::http
