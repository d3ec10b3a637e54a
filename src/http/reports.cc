// GET /v1/reports/scrutiny

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "event/sha256.h"
#include "event/text.h"
#include "http/accept.h"
#include "http/opening.h"
#include "http/resources.h"
#include "http/settled_cut.h"
#include "http/view_of.h"
#include "improvement/report_html.h"
#include "improvement/report_markdown.h"
#include "improvement/scrutiny_report.h"

namespace daybook::http {
namespace {

using improvement::NoteLinks;

constexpr std::array<std::string_view, 2> kReportMedia = {"text/html", "text/markdown"};

struct LinksName {
  std::string_view name;
  NoteLinks links;
};
constexpr std::array kLinksNames = {LinksName{"events", NoteLinks::kEvents},
                                    LinksName{"receipts", NoteLinks::kReceipts},
                                    LinksName{"none", NoteLinks::kNone}};

NoteLinks ReadLinks(ParamReader& reader) {
  const std::string name = reader.Text("links").value_or("events");
  const auto known = std::ranges::find(kLinksNames, name, &LinksName::name);
  if (known != kLinksNames.end()) return known->links;
  reader.AddFault(
      fmt::format("The parameter `links` is `{}`; it is events, receipts or none.", name));
  return NoteLinks::kNone;
}

// Nothing may run in the page or be fetched by it, whatever an event says.
std::string ContentPolicy() {
  const Sha256Digest digest = Sha256(improvement::ReportStyle());
  const std::string bytes(digest.begin(), digest.end());
  return "default-src 'none'; style-src 'sha256-" + EncodeBase64(bytes) +
         "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

Reply ReportReply(const projection::ReportView& report, std::string_view media, NoteLinks links) {
  Reply reply;
  reply.fields.emplace_back("Daybook-Position", std::to_string(report.cut.size));
  reply.content_type = std::string(media) + "; charset=utf-8";
  if (media == kReportMedia.front()) {
    reply.fields.emplace_back("Content-Security-Policy", ContentPolicy());
    reply.body = improvement::RenderHtml(report.document, links);
  } else {
    reply.body = improvement::RenderMarkdown(report.document, links);
  }
  return reply;
}

}  // namespace

AsyncReply GetScrutinyReport(Exchange& exchange) {
  const auto media = Negotiate(exchange.request.Header("Accept"), kReportMedia);
  if (!media) co_return NotAcceptable(exchange, "text/html and text/markdown");
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  const std::string since_visit = params.Text("since_visit").value_or("");
  const NoteLinks links = ReadLinks(params);
  const bool opened = ReadPersonal(params);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, asked, min_position);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  const auto as_of = improvement::AsOf::At(asked.AsOf(Now()), cut->audience);
  auto report = exchange.services.programme.scrutiny(
      {.cut = *cut, .as_of = as_of, .since_visit = since_visit});
  if (!report) co_return std::unexpected(report.error());
  Opening opening(exchange, opened);
  improvement::ShowReferences(report->document, opening.show());
  Reply reply = ReportReply(*report, kReportMedia.at(*media), links);
  if (opening.opened()) ForbidKeeping(reply);
  co_return reply;
}

}  // namespace daybook::http
