#include "http/search_params.h"

#include <fmt/format.h>

#include "event/text.h"
#include "http/cursor.h"
#include "http/opening.h"

namespace daybook::http {
namespace {

void ReadOrder(ParamReader& reader, Query& query) {
  std::string order = reader.Text("order").value_or("recorded");
  if (order == "asc") order = "recorded";
  if (order == "desc") order = "-recorded";
  query.descending = order.starts_with('-');
  const std::string key = order.substr(query.descending ? 1 : 0);
  if (key == "occurred") {
    query.order = Query::Order::kOccurred;
  } else if (key != "recorded") {
    reader.AddFault(fmt::format(
        "The parameter `order` is `{}`; it is one of recorded, -recorded, occurred, -occurred.",
        order));
  }
}

// What happened, or was recorded, after the cut need not be looked at.
void Narrow(SearchRequest& request) {
  constexpr std::chrono::microseconds kNext(1);
  Query& query = request.query;
  const auto bound = [&](std::optional<Instant>& end, const std::optional<Instant>& last) {
    if (last && (!end || *end > *last + kNext)) end = *last + kNext;
  };
  bound(query.to, request.cut.at);
  bound(query.recorded_to, request.cut.known);
}

}  // namespace

Query ReadFilters(ParamReader& reader) {
  Query query;
  query.type = reader.Text("type");
  query.kind = reader.Text("kind");
  query.subject = reader.Text("subject");
  query.actor = reader.Text("actor");
  query.text = reader.Text("text");
  if (query.kind && !IsKind(*query.kind)) {
    reader.AddFault(fmt::format("The parameter `kind` is no kind of subject: `{}`.", *query.kind));
  }
  if (query.subject && !IsSubject(*query.subject)) {
    reader.AddFault(fmt::format("The parameter `subject` is not `kind/id`: `{}`.", *query.subject));
  }
  return query;
}

std::optional<std::size_t> ReadLimit(ParamReader& reader, std::size_t max) {
  const auto limit = reader.Number("limit");
  if (limit && (*limit == 0 || *limit > max)) {
    reader.AddFault(fmt::format("The parameter `limit` is {}; it is from 1 to {}.", *limit, max));
  }
  return limit;
}

Result<SearchRequest> ReadSearch(const Params& params, const Options& options,
                                 const access::Principal& who) {
  ParamReader reader(params);
  SearchRequest request;
  request.query = ReadFilters(reader);
  request.query.from = reader.Time("from");
  request.query.to = reader.Time("to");
  request.query.recorded_from = reader.Time("recordedfrom");
  request.query.recorded_to = reader.Time("recordedto");
  request.cut = ReadCut(reader, who);
  request.opened = ReadPersonal(reader);
  Narrow(request);
  ReadOrder(reader, request.query);
  request.limit = ReadLimit(reader, options.page_entries_max);
  request.min_position = reader.Number("min_position");
  if (const auto cursor = reader.Text("after")) {
    auto mark = DecodeCursor(request.query, *cursor);
    if (mark) {
      request.after = *mark;
    } else {
      reader.AddFault(std::move(mark.error().detail));
    }
  }
  if (auto read = reader.Finish(); !read) return std::unexpected(std::move(read.error()));
  return request;
}

}  // namespace daybook::http
