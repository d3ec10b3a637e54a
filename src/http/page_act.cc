// GET and POST /subjects/{kind}/{id}/acts/{type}: the form of an act, and what is sent with it

#include <fmt/format.h>

#include <algorithm>

#include "http/act_event.h"
#include "http/catch_up.h"
#include "http/page_frame.h"
#include "http/resources.h"
#include "http/same_origin.h"
#include "http/view_of.h"
#include "improvement/subject.h"
#include "keyring/cipher.h"

namespace daybook::http {
namespace {

// So many that no two events get one id.
constexpr std::size_t kActIdDigits = 32;

// Only who sees every event is told how many a subject has.
std::string RevisionOf(const Exchange& exchange, const std::string& subject) {
  if (!exchange.principal->SeesEverything()) return {};
  const auto last = exchange.book().LastRevision(subject);
  if (!last) return {};
  return *last ? std::to_string(**last) : "none";
}

// The form of the act that the path names. Fails with kNotFound where there is no such act or no
// such subject for whoever asks, and with kForbidden.
Result<web::ActForm> FormOf(const Exchange& exchange) {
  auto subject = SubjectOf(exchange);
  if (!subject) return std::unexpected(std::move(subject.error()));
  const std::string& type = exchange.request.captures.at(2);
  web::ActForm form;
  form.act = web::FindAct(type, exchange.request.captures.front());
  if (form.act == nullptr) {
    return Fail(ErrorCode::kNotFound, fmt::format("There is no form for {}.", type));
  }
  const access::Principal& who = *exchange.principal;
  const improvement::Cut cut{.at = {}, .audience = who.ceiling};
  if (!who.Covers(*subject) || !exchange.services.programme.state(*subject, cut)) {
    return NoSuchSubject(*subject);
  }
  if (!MayAct(who, type, *subject)) {
    return Fail(ErrorCode::kForbidden, fmt::format("You may not record {} of {}.", type, *subject));
  }
  form.subject = *std::move(subject);
  form.csrf = exchange.visitor.csrf;
  return form;
}

Reply FormReply(const Exchange& exchange, const web::ActForm& form, unsigned status) {
  AskedPage asked;
  asked.cut.audience = exchange.principal->ceiling;
  const improvement::Cut cut{.at = {}, .audience = asked.cut.audience};
  web::Frame frame = FrameOf(exchange, asked, cut, exchange.book().size());
  frame.has_cut = false;
  Reply reply = PageReply(web::ActPage(frame, form));
  reply.status = status;
  return reply;
}

void ReadFields(const Params& fields, web::ActForm& form) {
  form.id = FieldOf(fields, "id");
  form.revision = FieldOf(fields, "revision");
  form.day = FieldOf(fields, "time");
  for (const web::ActField& field : form.act->fields) {
    form.values[std::string(field.name)] = FieldOf(fields, field.name);
  }
}

// The request as the API takes it: so there is one way into the book.
void MakeAppend(Exchange& exchange, const web::ActForm& form, std::string event) {
  Request& request = exchange.request;
  request.body = std::move(event);
  request.headers.set("Content-Type", "application/cloudevents+json");
  if (form.revision == "none") {
    request.headers.set("If-None-Match", "*");
  } else if (!form.revision.empty()) {
    request.headers.set("If-Match", "\"" + form.revision + "\"");
  }
}

Reply ToSubject(const web::ActForm& form) {
  Reply reply;
  reply.status = 303;
  reply.fields.emplace_back("Location", web::SubjectAddress(form.subject).Text());
  return reply;
}

// The form again, with what others did meanwhile to be looked at first.
Reply Overtaken(const Exchange& exchange, web::ActForm form) {
  form.changed =
      "Somebody changed this meanwhile. Look at what is there now; if it is still right, send this "
      "again.";
  form.revision = RevisionOf(exchange, form.subject);
  return FormReply(exchange, form, 409);
}

// Sent with other content than is recorded under its id: as after a step back. Who means a further
// event has it by sending this, which is a form of its own.
Reply Spent(const Exchange& exchange, web::ActForm form) {
  form.changed =
      "What this form was first sent with is recorded already, and this is not the same. Look at "
      "what is there now; to record this besides, as a further event, send it again.";
  form.id = keyring::RandomDigits(kActIdDigits);
  form.revision = RevisionOf(exchange, form.subject);
  return FormReply(exchange, form, StatusOf(ErrorCode::kConflict));
}

bool IsTaken(const Exchange& exchange, const web::ActForm& form) {
  const auto found = exchange.book().FindId(form.id, std::string(kPagesSource));
  return found && !found->empty();
}

Reply Refused(const Exchange& exchange, web::ActForm form, const Error& error) {
  if (error.code == ErrorCode::kConflict && IsTaken(exchange, form)) {
    return Spent(exchange, std::move(form));
  }
  form.refusal = error.detail;
  form.faults = error.faults;
  return FormReply(exchange, form, StatusOf(error.code));
}

boost::asio::awaitable<Result<void>> UpToNow(Exchange& exchange) {
  const auto& programme = exchange.services.programme;
  const Position size = exchange.book().size();
  auto caught_up = co_await CatchUp(exchange, programme.position(), programme.failure(), size);
  co_return caught_up;
}

// The id of the event to be is in the address of its form: a step back shows that form again, and
// not a new one.
Reply ToNewForm(const Exchange& exchange) {
  const std::string id = keyring::RandomDigits(kActIdDigits);
  Reply reply;
  reply.status = 303;
  reply.fields.emplace_back("Location", web::Address{exchange.request.path, {{"id", id}}}.Text());
  return reply;
}

bool IsActId(std::string_view id) {
  return id.size() == kActIdDigits && std::ranges::all_of(id, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

AsyncReply ShowForm(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const auto id = params.Text("id");
  if (id && !IsActId(*id)) {
    params.AddFault("The parameter `id` is given by this server, with the address of a new form.");
  }
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto now = co_await UpToNow(exchange);
  if (!now) co_return std::unexpected(std::move(now.error()));
  auto form = FormOf(exchange);
  if (!form) co_return std::unexpected(std::move(form.error()));
  if (!id) co_return ToNewForm(exchange);
  form->id = *id;
  form->revision = RevisionOf(exchange, form->subject);
  form->day = improvement::LondonDay(Now());
  co_return FormReply(exchange, *form, 200);
}

AsyncReply TakeForm(Exchange& exchange) {
  const auto fields = ReadForm(exchange.request.body);
  if (!fields) co_return std::unexpected(fields.error());
  auto form = FormOf(exchange);
  if (!form) co_return std::unexpected(std::move(form.error()));
  ReadFields(*fields, *form);
  auto event = ActEvent(exchange, *form);
  if (!event) co_return Refused(exchange, *std::move(form), event.error());
  MakeAppend(exchange, *form, *std::move(event));
  const auto answer = co_await AppendToSubject(exchange);
  if (!answer) co_return Refused(exchange, *std::move(form), answer.error());
  if (answer->status == StatusOf(ErrorCode::kWrongRevision)) {
    co_return Overtaken(exchange, *std::move(form));
  }
  auto now = co_await UpToNow(exchange);
  if (!now) co_return std::unexpected(std::move(now.error()));
  co_return ToSubject(*form);
}

}  // namespace

AsyncReply GetActPage(Exchange& exchange) { return ShowForm(exchange); }
AsyncReply PostAct(Exchange& exchange) { return TakeForm(exchange); }

}  // namespace daybook::http
