// GET /timeline, /findings, /actions, /measures, /readiness, /changes and /who-looked

#include <fmt/format.h>

#include "event/text.h"
#include "http/page_grid.h"
#include "http/resources.h"
#include "http/settled_cut.h"
#include "http/view_of.h"
#include "web/overview.h"
#include "web/words.h"

namespace daybook::http {
namespace {

// A view, and the page it is looked through on.
struct GridOfView {
  std::string_view view;
  const web::Grid& grid;
  std::string_view lead;
};

AsyncReply ViewPage(Exchange& exchange, GridOfView of) {
  ParamReader params(exchange.request.params);
  const AskedPage page = ReadPage(params, *exchange.principal);
  const AskedGrid asked = ReadGrid(params, of.grid);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, page.cut, std::nullopt);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  const auto as_of = improvement::AsOf::At(page.cut.AsOf(Now()), cut->audience);
  const improvement::ViewKind& kind = *improvement::FindView(of.view);
  projection::View view = ViewOf(exchange.services.programme, kind, *cut, as_of);
  web::Frame frame = FrameOf(exchange, page, *cut, view.cut.size);
  frame.stream = fmt::format("/v1/stream?view={}", of.view);
  co_return GridReply(exchange, page, frame, of.grid, asked, std::move(view), of.lead);
}

// What the changes are counted from: what was asked for or else, when nothing was, the last visit.
struct AskedChanges {
  AskedPage page;
  AskedCuts cuts;
  std::string from_at, from_known;
};

AskedChanges ReadChanges(ParamReader& params, const access::Principal& who) {
  AskedChanges asked;
  asked.page = ReadPage(params, who);
  asked.from_at = params.Text("from_at").value_or("");
  asked.from_known = params.Text("from_known").value_or("");
  if (!asked.from_at.empty() || !asked.from_known.empty()) asked.cuts = ReadCuts(params, who);
  return asked;
}

// A cut, in brief: `as at 22 Jan 2025`
std::string CutWords(std::string_view at, std::string_view known) {
  if (at.empty() && known.empty()) return "now";
  std::string words;
  if (!at.empty()) words = "as at " + web::BriefMoment(at);
  if (!known.empty()) {
    words += words.empty() ? "as known on " : ", as known on ";
    words += web::BriefMoment(known);
  }
  return words;
}

// The two cuts beside each other, each under a heading that says which it is.
Reply SidesReply(const Exchange& exchange, const AskedChanges& changes, const web::Frame& frame,
                 const AskedGrid& asked, projection::View view, std::string_view lead) {
  const AskedPage& to = changes.page;
  const auto or_else = [](const std::string& one, const std::string& other) {
    return one.empty() ? other : one;
  };
  const std::string before =
      "Before: " + CutWords(or_else(changes.from_at, to.at), or_else(changes.from_known, to.known));
  const std::string after = "After: " + CutWords(to.at, to.known);
  web::Grid grid = web::ChangesGrid();
  std::vector<web::GridColumn> columns(grid.columns.begin(), grid.columns.end());
  for (web::GridColumn& column : columns) {
    if (column.column == "before") column.label = before;
    if (column.column == "after") column.label = after;
  }
  grid.columns = columns;
  return GridReply(exchange, to, frame, grid, asked, std::move(view), lead);
}

std::string ChangesLead(const AskedChanges& asked) {
  std::string lead = "From what ";
  if (!asked.from_at.empty()) lead += "had happened by " + web::MomentWords(asked.from_at);
  if (!asked.from_known.empty()) {
    lead += asked.from_at.empty() ? "the book knew on " : " and the book knew on ";
    lead += web::MomentWords(asked.from_known);
  }
  lead += " to what ";
  lead += asked.page.at.empty() ? "has happened by now"
                                : "had happened by " + web::MomentWords(asked.page.at);
  if (!asked.page.known.empty()) {
    lead += ", as known on " + web::MomentWords(asked.page.known);
  }
  return lead + ".";
}

// A page of which nothing was asked shows what changed since the last visit before its cut.
Result<Reply> SinceLastVisit(const web::Frame& frame) {
  const std::string_view at = frame.cut.at.empty() ? std::string_view(frame.made) : frame.cut.at;
  std::string since = "1970-01-01";
  for (const web::Stop& stop : frame.stops) {
    if (stop.day < at.substr(0, since.size())) since = stop.day;
  }
  Reply reply;
  reply.status = 303;
  const web::Address there = frame.here.With("from_at", since).With(frame.cut.Params());
  reply.fields.emplace_back("Location", there.Text());
  return reply;
}

AsyncReply ChangesPage(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const AskedChanges changes = ReadChanges(params, *exchange.principal);
  const web::Grid& grid = web::ChangesGrid();
  const AskedGrid asked = ReadGrid(params, grid);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto after = co_await SettledCut(exchange, changes.page.cut, std::nullopt);
  if (!after) co_return std::unexpected(std::move(after.error()));
  web::Frame frame = FrameOf(exchange, changes.page, *after, after->size);
  if (changes.from_at.empty() && changes.from_known.empty()) co_return SinceLastVisit(frame);
  auto before = SettleCut(exchange.book(), changes.cuts.from);
  if (!before) co_return std::unexpected(std::move(before.error()));
  projection::View view = exchange.services.programme.changes(
      {.before = *before, .after = *after, .moment = changes.cuts.moment});
  frame.here = frame.here.With("from_at", changes.from_at).With("from_known", changes.from_known);
  const std::string lead = ChangesLead(changes);
  co_return SidesReply(exchange, changes, frame, asked, std::move(view), lead);
}

AsyncReply WhoLookedPage(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const AskedPage page = ReadPage(params, *exchange.principal);
  const web::Grid& grid = web::DisclosuresGrid();
  const AskedGrid asked = ReadGrid(params, grid);
  const std::string about = params.Text("subject").value_or("");
  if (!about.empty() && !IsSubject(about)) {
    params.AddFault(
        fmt::format("The parameter `subject` has the form `kind/id`; it is `{}`.", about));
  }
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  auto cut = co_await SettledCut(exchange, page.cut, std::nullopt);
  if (!cut) co_return std::unexpected(std::move(cut.error()));
  projection::View view = exchange.services.programme.disclosures(about, *cut);
  web::Frame frame = FrameOf(exchange, page, *cut, view.cut.size);
  frame.here = frame.here.With("subject", about);
  const std::string lead = about.empty() ? "Who was shown personal data, or took events away, and "
                                           "what for."
                                         : "Who was shown what of " + about + ", and what for.";
  co_return GridReply(exchange, page, frame, grid, asked, std::move(view), lead);
}

}  // namespace

AsyncReply GetTimelinePage(Exchange& exchange) {
  return ViewPage(exchange, {"timeline", web::TimelineGrid(), ""});
}
AsyncReply GetFindingsPage(Exchange& exchange) {
  return ViewPage(exchange, {"readiness", web::FindingsGrid(), ""});
}
AsyncReply GetActionsPage(Exchange& exchange) {
  return ViewPage(exchange, {"plan", web::ActionsGrid(), ""});
}
AsyncReply GetMeasuresPage(Exchange& exchange) {
  return ViewPage(exchange, {"measures", web::MeasuresGrid(), ""});
}
AsyncReply GetReadinessPage(Exchange& exchange) {
  return ViewPage(exchange, {"readiness", web::ReadinessGrid(),
                             "Could each finding be defended at a reinspection? What an inspector "
                             "would ask next, and why."});
}

AsyncReply GetWhoLookedPage(Exchange& exchange) { return WhoLookedPage(exchange); }
AsyncReply GetChangesPage(Exchange& exchange) { return ChangesPage(exchange); }

}  // namespace daybook::http
