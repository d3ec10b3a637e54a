#include "http/page_frame.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "http/accept.h"
#include "http/view_of.h"
#include "improvement/field.h"
#include "web/overview.h"
#include "web/pages.h"
#include "web/text.h"

namespace daybook::http {
namespace {

constexpr std::string_view kHtml = "text/html; charset=utf-8";
constexpr std::string_view kProblem = "application/problem+json";

// The first line of a checkpoint is the book's name, the second how many events it is of.
struct CheckpointHead {
  std::string origin;
  Position size = 0;
};

CheckpointHead HeadLines(std::string_view checkpoint) {
  CheckpointHead head;
  const auto line = [&] {
    const auto end = checkpoint.find('\n');
    const std::string_view text = checkpoint.substr(0, end);
    checkpoint.remove_prefix(end == std::string_view::npos ? checkpoint.size() : end + 1);
    return text;
  };
  head.origin = line();
  const std::string_view size = line();
  std::from_chars(size.data(), size.data() + size.size(), head.size);
  return head;
}

// Visits as they are known without a cut of what had occurred: one steps forward, too.
std::vector<web::Stop> StopsOf(const Exchange& exchange, const improvement::Cut& cut) {
  const improvement::ViewKind kind{"visit-stops", "", web::VisitStops};
  improvement::Cut known = cut;
  known.at.reset();
  const auto as_of = improvement::AsOf::At(Now(), cut.audience);
  const auto view = ViewOf(exchange.services.programme, kind, known, as_of);
  std::vector<web::Stop> stops;
  stops.reserve(view.table.rows.size());
  for (const auto& row : view.table.rows) {
    stops.push_back(
        {.day = improvement::TextOf(row.at(0)), .title = improvement::TextOf(row.at(1))});
  }
  return stops;
}

// SubjectNames as they are known, too: what somebody is called is no event of the programme.
web::SubjectNames NamesAt(const Exchange& exchange, improvement::Cut cut) {
  cut.at.reset();
  const improvement::ViewKind kind{"names", "", web::RegisteredNames};
  const auto as_of = improvement::AsOf::At(Now(), cut.audience);
  return web::SubjectNames(ViewOf(exchange.services.programme, kind, cut, as_of).table);
}

web::ProblemText ProblemIn(const Reply& reply) {
  web::ProblemText text{.status = reply.status, .title = "", .detail = ""};
  const auto json = nlohmann::json::parse(reply.body, nullptr, false);
  if (!json.is_object()) return text;
  text.title = json.value("title", "");
  text.detail = json.value("detail", "");
  for (const auto& fault : json.value("errors", nlohmann::json::array())) {
    Fault& known = text.faults.emplace_back();
    known.pointer = fault.value("pointer", "");
    known.detail = fault.value("detail", "");
  }
  return text;
}

}  // namespace

AskedPage ReadPage(ParamReader& reader, const access::Principal& who) {
  AskedPage asked;
  asked.cut = ReadCut(reader, who);
  asked.at = reader.Text("at").value_or("");
  asked.known = reader.Text("known").value_or("");
  if (reader.Text("personal")) asked.opened = ReadPersonal(reader);
  asked.purpose = reader.Text("purpose").value_or("");
  return asked;
}

web::Frame FrameOf(const Exchange& exchange, const AskedPage& asked, const improvement::Cut& cut,
                   Position position) {
  const access::Principal& who = *exchange.principal;
  CheckpointHead head = HeadLines(exchange.book().checkpoint());
  web::Frame frame;
  frame.book = std::move(head.origin);
  frame.position = std::min(position, head.size);
  frame.checkpoint = head.size;
  frame.made = improvement::LondonTime(Now());
  frame.cut = {
      .at = asked.at, .known = asked.known, .audience = asked.cut.audience, .ceiling = who.ceiling};
  frame.who = who.name;
  frame.signed_in = exchange.visitor.signed_in;
  frame.reads_views = access::Require(who, access::Permission::kReadViews).has_value();
  frame.here.path = exchange.request.path;
  if (frame.reads_views) {
    frame.stops = StopsOf(exchange, cut);
    frame.names = NamesAt(exchange, cut);
  }
  return frame;
}

std::string_view PagePolicy() {
  return "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
         "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

Reply PageReply(std::string html) {
  Reply reply = TextReply(kHtml, std::move(html));
  reply.fields.emplace_back("Content-Security-Policy", PagePolicy());
  return reply;
}

Reply PageReply(std::string html, Opening& opening) {
  if (improvement::HasSealedReference(html)) {
    html = improvement::ShowReferences(html, [&](Position position, std::size_t index) {
      return web::Escaped(opening.Text(position, index));
    });
  }
  Reply reply = PageReply(std::move(html));
  if (opening.opened()) ForbidKeeping(reply);
  return reply;
}

void ShowProblem(const Request& request, Reply& reply) {
  static constexpr std::string_view kOffered[] = {kProblem, "text/html"};
  if (reply.content_type != kProblem) return;
  const auto chosen = Negotiate(request.Header("Accept"), kOffered);
  if (!chosen || kOffered[*chosen] == kProblem) return;
  Reply page = PageReply(web::ProblemPage(ProblemIn(reply)));
  reply.content_type = std::move(page.content_type);
  reply.body = std::move(page.body);
  for (auto& field : page.fields) reply.fields.push_back(std::move(field));
}

}  // namespace daybook::http
