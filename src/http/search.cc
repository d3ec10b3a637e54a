// GET /v1/events

#include "http/catch_up.h"
#include "http/cursor.h"
#include "http/entry_export.h"
#include "http/header_text.h"
#include "http/opening.h"
#include "http/released.h"
#include "http/resources.h"
#include "http/search_params.h"
#include "http/searching.h"
#include "http/turn.h"

namespace daybook::http {
namespace {

// The same request, going on after a cursor.
std::string NextLink(const Request& request, std::string_view cursor) {
  std::string link = "<" + request.path + "?";
  for (const auto& [name, value] : request.params) {
    if (name == "after") continue;
    link += PercentEncode(name) + "=" + PercentEncode(value) + "&";
  }
  return link.append("after=").append(cursor).append(">; rel=\"next\"");
}

// One page of a search as it goes on, in turns: few of many entries may match.
class PageSearch {
 public:
  PageSearch(const Exchange& exchange, const SearchRequest& search, const improvement::Cut& cut)
      : exchange_(exchange), query_(search.query), released_(exchange, cut), mark_(search.after) {
    wanted_ = search.limit.value_or(exchange.options().page_entries);
  }

  boost::asio::awaitable<Result<void>> Run() {
    while (true) {
      auto step = Step();
      if (!step) co_return step;
      if (done_) break;
      co_await GiveTurn();
    }
    co_return Result<void>();
  }

  SearchPage Take() {
    std::string next = mark_ ? EncodeCursor(query_, *mark_) : "";
    return {.found = std::move(found_), .next = std::move(next), .size = size_};
  }

 private:
  bool full() const { return found_.size() >= wanted_ || bytes_ >= exchange_.options().page_bytes; }

  // Whoever does not see everything is told that there is more only if there is more for them: else
  // a cursor would say that something they may not read is what they searched for.
  PageLimits Limits() const {
    const Options& options = exchange_.options();
    PageLimits limits;
    limits.entries = released_.hides() ? options.turn_entries : wanted_ - found_.size();
    limits.bytes = released_.hides() ? options.page_bytes : options.page_bytes - bytes_;
    limits.examined = options.turn_entries;
    return limits;
  }

  Result<void> Step() {
    auto page = exchange_.book().Search(query_, mark_, Limits());
    if (!page) return std::unexpected(std::move(page.error()));
    if (auto filtered = released_.Filter(page->found); !filtered) return filtered;
    size_ = page->size;
    for (Found& item : page->found) {
      if (full()) return EndAfter(found_.back());
      bytes_ += item.entry.size();
      found_.push_back(std::move(item));
    }
    examined_ += exchange_.options().turn_entries;
    mark_ = page->next;
    done_ =
        !mark_ || examined_ >= exchange_.options().page_examined || (full() && !released_.hides());
    return {};
  }

  Result<void> EndAfter(const Found& last) {
    EntryReader reader;
    const auto entry = reader.Read(last.entry);
    if (!entry) return std::unexpected(entry.error());
    mark_ = {.position = last.position, .occurred = entry->occurred()};
    done_ = true;
    return {};
  }

  const Exchange& exchange_;
  const Query query_;
  Released released_;
  std::optional<SearchMark> mark_;
  std::size_t wanted_ = 0;
  std::vector<Found> found_;
  std::size_t bytes_ = 0;
  std::size_t examined_ = 0;
  Position size_ = 0;
  bool done_ = false;
};

// Reads a whole search page by page.
NextPage SearchPages(const Exchange& exchange, const SearchRequest& search,
                     const improvement::Cut& cut) {
  return [&book = exchange.book(), query = search.query, mark = search.after,
          released = std::make_unique<Released>(exchange, cut),
          &options = exchange.options()](const TakeEntry& take) mutable -> Result<bool> {
    PageLimits limits;
    limits.entries = options.turn_entries;
    limits.bytes = options.chunk_bytes;
    limits.examined = options.turn_entries;
    limits.all_pages = true;
    const auto end = book.SearchEach(
        query, mark, limits, [&](Position position, std::string_view entry) -> Result<void> {
          const auto shows = released->Shows(position, entry);
          if (!shows) return std::unexpected(shows.error());
          return *shows ? take(position, entry) : Result<void>();
        });
    if (!end) return std::unexpected(end.error());
    mark = end->next;
    return mark.has_value();
  };
}

Reply PageReply(const Exchange& exchange, const SearchRequest& search, SearchPage page) {
  Opening opening(exchange, search.opened);
  for (Found& item : page.found) item.entry = opening.Entry(std::move(item.entry));
  Reply reply =
      TextReply(ContentType(Format::kJson), RenderEntryPage(page.found, page.next, page.size));
  reply.fields.emplace_back("Daybook-Position", std::to_string(page.size));
  if (opening.opened()) ForbidKeeping(reply);
  if (!page.next.empty()) {
    reply.fields.emplace_back("Link", NextLink(exchange.request, page.next));
  }
  return reply;
}

AsyncReply PageOf(const Exchange& exchange, const SearchRequest& search,
                  const improvement::Cut& cut) {
  auto page = co_await FindEvents(exchange, search, cut);
  if (!page) co_return std::unexpected(std::move(page.error()));
  co_return PageReply(exchange, search, *std::move(page));
}

boost::asio::awaitable<Result<SearchPage>> RunSearch(const Exchange& exchange,
                                                     const SearchRequest& search,
                                                     const improvement::Cut& cut) {
  PageSearch page(exchange, search, cut);
  auto found = co_await page.Run();
  if (!found) co_return std::unexpected(std::move(found.error()));
  co_return page.Take();
}

}  // namespace

boost::asio::awaitable<Result<improvement::Cut>> SettleSearch(Exchange& exchange,
                                                              const SearchRequest& search) {
  auto cut = SettleCut(exchange.book(), search.cut);
  if (!cut) co_return cut;
  const Position size = exchange.book().size();
  const Position least = std::max(size, EventsFor(search.min_position.value_or(0), size));
  Follower& indexer = exchange.book().indexer();
  auto indexed = co_await CatchUp(exchange, indexer.position(), indexer.failure(), least);
  if (!indexed) co_return std::unexpected(std::move(indexed.error()));
  if (cut->audience == improvement::Audience::kInternal) co_return cut;
  const auto& programme = exchange.services.programme;
  auto released = co_await CatchUp(exchange, programme.position(), programme.failure(), least);
  if (!released) co_return std::unexpected(std::move(released.error()));
  co_return cut;
}

AsyncReply ExportEvents(Exchange& exchange, const SearchRequest& search,
                        const improvement::Cut& cut, Format format) {
  // The head may have moved on while the index caught up.
  ExportHead head = HeadOf(exchange.book());
  Follower& indexer = exchange.book().indexer();
  auto covered = co_await CatchUp(exchange, indexer.position(), indexer.failure(), head.size);
  if (!covered) co_return std::unexpected(std::move(covered.error()));
  NextPage pages = SearchPages(exchange, search, cut);
  co_return ExportReply(format, std::move(head), search.limit, std::move(pages));
}

boost::asio::awaitable<Result<SearchPage>> FindEvents(const Exchange& exchange,
                                                      const SearchRequest& search,
                                                      const improvement::Cut& cut) {
  return RunSearch(exchange, search, cut);
}

AsyncReply SearchEvents(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  const auto search = ReadSearch(exchange.request.params, exchange.options(), *exchange.principal);
  if (!search) co_return std::unexpected(search.error());
  const auto cut = co_await SettleSearch(exchange, *search);
  if (!cut) co_return std::unexpected(cut.error());
  auto reply = *format == Format::kJson ? PageOf(exchange, *search, *cut)
                                        : ExportEvents(exchange, *search, *cut, *format);
  auto answer = co_await std::move(reply);
  co_return answer;
}

}  // namespace daybook::http
