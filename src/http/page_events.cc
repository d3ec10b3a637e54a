// GET /events and /events/{event}

#include <nlohmann/json.hpp>

#include "event/entry.h"
#include "http/page_grid.h"
#include "http/resources.h"
#include "http/searching.h"
#include "improvement/field.h"
#include "improvement/moment.h"
#include "web/events_page.h"
#include "web/subject_page.h"

namespace daybook::http {
namespace {

using improvement::TextCell;

// When it happened, as the trail says it.
std::string OccurredText(const Entry& entry) {
  if (!entry.time) return {};
  if (entry.precision == Precision::kInstant) return improvement::LondonTime(*entry.time);
  return improvement::OccurredOf(entry).day;
}

std::string_view ActorOf(const Entry& entry) {
  return entry.onbehalfof.empty() ? entry.authid : entry.onbehalfof;
}

Result<improvement::Table> TableOf(const std::vector<Found>& found) {
  improvement::Table table{.name = "events", .columns = web::EventColumns(), .rows = {}};
  EntryReader reader;
  for (const Found& item : found) {
    const auto entry = reader.Read(item.entry);
    if (!entry) return std::unexpected(entry.error());
    table.rows.push_back({std::to_string(item.position), TextCell(entry->type),
                          TextCell(entry->subject), TextCell(OccurredText(*entry)),
                          TextCell(ActorOf(*entry)), TextCell(entry->reason),
                          improvement::LondonTime(entry->recorded)});
  }
  return table;
}

// The search that a page asks for: as GET /v1/events reads it, but newest first, and with sealed
// values sealed.
struct PageQuery {
  SearchRequest search;
  std::optional<Format> format;
  AskedPage page;
  std::vector<std::pair<std::string, std::string>> asked;
};

Result<PageQuery> ReadPageQuery(const Exchange& exchange) {
  PageQuery query;
  Params params;
  bool ordered = false;
  for (const auto& [name, value] : exchange.request.params) {
    if (name != "format" && name != "personal") params.emplace_back(name, value);
    if (name == "order" && !value.empty()) ordered = true;
  }
  if (!ordered) params.emplace_back("order", "-recorded");
  params.emplace_back("personal", "sealed");
  auto search = ReadSearch(params, exchange.options(), *exchange.principal);
  if (!search) return std::unexpected(std::move(search.error()));
  query.search = *std::move(search);

  ParamReader known(params);
  query.page = ReadPage(known, *exchange.principal);
  for (const web::SearchField& field : web::SearchFields()) {
    query.asked.emplace_back(field.name, known.Text(field.name).value_or(""));
  }
  query.asked.emplace_back("order", known.Text("order").value_or(""));
  Params format;
  for (const auto& [name, value] : exchange.request.params) {
    if (name == "format") format.emplace_back(name, value);
  }
  ParamReader reader(format);
  query.format = ReadExportFormat(reader);
  if (auto read = reader.Finish(); !read) return std::unexpected(std::move(read.error()));
  return query;
}

// The stream of what a search would find, as it comes.
std::string StreamOf(const std::vector<std::pair<std::string, std::string>>& asked) {
  web::Address stream{.path = "/v1/stream"};
  for (const auto& [name, value] : asked) {
    const bool filters =
        name == "type" || name == "kind" || name == "subject" || name == "actor" || name == "text";
    if (filters) stream = stream.With(name, value);
  }
  return stream.Text();
}

AsyncReply EventsReply(Exchange& exchange) {
  const auto query = ReadPageQuery(exchange);
  if (!query) co_return std::unexpected(query.error());
  const SearchRequest& search = query->search;
  const auto cut = co_await SettleSearch(exchange, search);
  if (!cut) co_return std::unexpected(cut.error());
  if (query->format && *query->format != Format::kJson) {
    auto reply = co_await ExportEvents(exchange, search, *cut, *query->format);
    co_return reply;
  }
  const auto page = co_await FindEvents(exchange, search, *cut);
  if (!page) co_return std::unexpected(page.error());
  auto table = TableOf(page->found);
  if (!table) co_return std::unexpected(std::move(table.error()));
  web::Frame frame = FrameOf(exchange, query->page, *cut, page->size);
  if (!search.after) frame.stream = StreamOf(query->asked);
  const web::EventsView view{
      .events = *std::move(table), .asked = query->asked, .next = page->next};
  co_return PageReply(web::EventsPage(frame, view));
}

// Everything that is said of an event, in the order it is stored, but for its data.
void AddAttributes(const Entry& entry, web::EventView& view) {
  for (const auto& [key, value] : entry.attributes) {
    if (key == "data") continue;
    std::string_view text;
    std::string shown;
    if (value.get(text) == simdjson::SUCCESS) {
      shown = text;
    } else {
      shown = simdjson::minify(value);
    }
    if (key == "time") shown = OccurredText(entry);
    if (key == "recordedtime") shown = improvement::LondonTime(entry.recorded);
    if (!shown.empty()) view.attributes.push_back({std::string(key), {std::move(shown)}});
  }
}

std::string DataText(const Entry& entry) {
  if (!entry.data) return {};
  const auto json =
      nlohmann::ordered_json::parse(std::string(simdjson::minify(*entry.data)), nullptr, false);
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

AsyncReply EventReply(Exchange& exchange) {
  ParamReader params(exchange.request.params);
  const AskedPage asked = ReadPage(params, *exchange.principal);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  const auto found = co_await FindEntry(exchange, std::nullopt);
  if (!found) co_return std::unexpected(found.error());
  Opening opening(exchange, asked.opened);
  const std::string text = opening.Entry(found->entry);
  EntryReader reader;
  const auto entry = reader.Read(text);
  if (!entry) co_return std::unexpected(entry.error());
  web::EventView view{.position = found->position,
                      .type = std::string(entry->type),
                      .subject = std::string(entry->subject),
                      .data = DataText(*entry)};
  AddAttributes(*entry, view);
  const improvement::Cut cut{.at = {}, .audience = exchange.principal->ceiling};
  const web::Frame frame = FrameOf(exchange, asked, cut, exchange.book().size());
  co_return PageReply(web::EventPage(frame, view), opening);
}

}  // namespace

AsyncReply GetEventsPage(Exchange& exchange) { return EventsReply(exchange); }
AsyncReply GetEventPage(Exchange& exchange) { return EventReply(exchange); }

}  // namespace daybook::http
