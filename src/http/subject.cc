// GET /v1/subjects/{kind}/{id} and /v1/subjects/{kind}/{id}/events

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "http/accept.h"
#include "http/catch_up.h"
#include "http/entry_export.h"
#include "http/opening.h"
#include "http/released.h"
#include "http/resources.h"
#include "http/search_params.h"

namespace daybook::http {
namespace {

// Positions of a stream that are read at once: they are small, entries are not.
constexpr std::size_t kPositionsRead = 256;

// A piece of a list of entries, and whether there may be more.
struct EntryPage {
  std::vector<Found> found;
  bool more = false;
};

// A stream's entries from a revision on, read in pieces.
class StreamPages {
 public:
  StreamPages(const Exchange& exchange, std::string subject, Revision from,
              const improvement::Cut& cut, std::size_t bytes_max)
      : book_(exchange.book()),
        subject_(std::move(subject)),
        next_(from),
        released_(std::make_unique<Released>(exchange, cut)),
        bytes_max_(bytes_max) {}

  Result<EntryPage> Read() { return Read(kPositionsRead); }

  /// For an export (NextPage).
  Result<bool> operator()(const TakeEntry& take) {
    const auto page = Read();
    if (!page) return std::unexpected(page.error());
    for (const Found& item : page->found) {
      if (auto taken = take(item.position, item.entry); !taken) {
        return std::unexpected(taken.error());
      }
    }
    return page->more;
  }

  /// The next entries, of at most `count_max` revisions, and stopping after the one that crosses
  /// the bound in bytes.
  Result<EntryPage> Read(std::size_t count_max) {
    auto lines = book_.ReadStream(subject_, next_, count_max);
    if (!lines) return std::unexpected(std::move(lines.error()));
    EntryPage page;
    std::size_t bytes = 0;
    for (const StreamEntry& line : *lines) {
      if (bytes >= bytes_max_) break;
      auto entry = book_.Read(line.position);
      if (!entry) return std::unexpected(std::move(entry.error()));
      next_ = line.revision + 1;
      const auto shows = released_->Shows(line.position, *entry);
      if (!shows) return std::unexpected(shows.error());
      if (!*shows) continue;
      bytes += entry->size();
      page.found.push_back({line.position, *std::move(entry)});
    }
    page.more = lines->size() == count_max || (!lines->empty() && next_ <= lines->back().revision);
    return page;
  }

  /// The revision of what comes next.
  Revision next() const { return next_; }
  void GoBackTo(Revision next) { next_ = next; }

  bool hides() const { return released_->hides(); }

 private:
  const Book& book_;
  const std::string subject_;
  Revision next_;
  std::unique_ptr<Released> released_;
  const std::size_t bytes_max_;
};

struct StreamRequest {
  Revision from = 0;
  std::optional<std::size_t> limit;
  AskedCut cut;
  bool opened = true;
};

Result<StreamRequest> ReadStreamParams(const Exchange& exchange) {
  ParamReader params(exchange.request.params);
  StreamRequest request;
  request.from = params.Number("from").value_or(0);
  request.limit = ReadLimit(params, exchange.options().page_entries_max);
  request.cut = ReadCut(params, *exchange.principal);
  request.opened = ReadPersonal(params);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  return request;
}

// A page that says there is more only if there is more that is shown: else it would say how much is
// not.
Result<EntryPage> ReadShown(StreamPages& pages, std::size_t count_max, const Options& options) {
  EntryPage shown;
  std::size_t bytes = 0;
  while (true) {
    auto page = pages.Read();
    if (!page) return page;
    for (Found& item : page->found) {
      if (shown.found.size() == count_max || bytes >= options.page_bytes) {
        pages.GoBackTo(EntryRevision(item.entry));
        shown.more = true;
        return shown;
      }
      bytes += item.entry.size();
      shown.found.push_back(std::move(item));
    }
    if (!page->more) return shown;
  }
}

Result<Reply> StreamPage(const Exchange& exchange, const std::string& subject,
                         const StreamRequest& asked, const improvement::Cut& cut, Position size) {
  StreamPages pages(exchange, subject, asked.from, cut, exchange.options().page_bytes);
  const std::size_t count = asked.limit.value_or(exchange.options().page_entries);
  auto page = pages.hides() ? ReadShown(pages, count, exchange.options()) : pages.Read(count);
  if (!page) return std::unexpected(std::move(page.error()));
  const std::string next = page->more ? std::to_string(pages.next()) : "";
  Opening opening(exchange, asked.opened);
  for (Found& item : page->found) item.entry = opening.Entry(std::move(item.entry));
  Reply reply = TextReply(ContentType(Format::kJson), RenderEntryPage(page->found, next, size));
  if (opening.opened()) ForbidKeeping(reply);
  if (page->more) {
    reply.fields.emplace_back("Link", fmt::format("<{}?from={}&limit={}>; rel=\"next\"",
                                                  exchange.request.path, next, count));
  }
  return reply;
}

// A subject of which nothing is shown is to an audience as if it were not there.
Result<bool> HasEvents(const Exchange& exchange, const std::string& subject,
                       const improvement::Cut& cut) {
  StreamPages pages(exchange, subject, 0, cut, 1);
  while (true) {
    auto page = pages.Read();
    if (!page) return std::unexpected(page.error());
    if (!page->found.empty()) return true;
    if (!page->more) return false;
  }
}

Result<Reply> Events(const Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) return NoSuchFormat(exchange);
  auto subject = SubjectOf(exchange);
  if (!subject) return std::unexpected(std::move(subject.error()));
  auto asked = ReadStreamParams(exchange);
  if (!asked) return std::unexpected(std::move(asked.error()));
  const auto cut = SettleCut(exchange.book(), asked->cut);
  if (!cut) return std::unexpected(cut.error());
  const auto any = HasEvents(exchange, *subject, *cut);
  if (!any) return std::unexpected(any.error());
  if (!*any) return NoSuchSubject(*subject);

  const Position size = exchange.book().size();
  if (*format == Format::kJson) return StreamPage(exchange, *subject, *asked, *cut, size);
  StreamPages pages(exchange, *subject, asked->from, *cut, exchange.options().chunk_bytes);
  return ExportReply(*format, HeadOf(exchange.book()), asked->limit, std::move(pages));
}

// The state a kind has, or what can be said of a subject of any kind.
Result<Reply> State(const Exchange& exchange, const std::string& subject,
                    const improvement::Cut& cut, Revision revision, bool opened) {
  const bool now = cut == improvement::Cut();
  auto state = exchange.services.programme.state(subject, cut);
  if (!state && state.error().code != ErrorCode::kNotFound) {
    return std::unexpected(std::move(state.error()));
  }
  Opening opening(exchange, opened);
  Reply reply;
  if (state) {
    reply = TextReply("application/json", opening.Json(state->json) + "\n");
    reply.fields.emplace_back("Daybook-Position", std::to_string(state->position));
  } else if (now) {
    const nlohmann::ordered_json json{{"subject", subject}, {"revision", std::to_string(revision)}};
    reply = TextReply("application/json", json.dump() + "\n");
  } else {
    return NoSuchSubject(subject);
  }
  // Only the present state has a revision to be expected by who appends.
  if (now) IsUnchanged(exchange, NumberEtag(revision), reply);
  if (opening.opened()) ForbidKeeping(reply);
  return reply;
}

}  // namespace

std::unexpected<Error> NoSuchSubject(std::string_view subject) {
  return Fail(ErrorCode::kNotFound, fmt::format("There is no event about {}.", subject));
}

AsyncReply GetSubject(Exchange& exchange) {
  static constexpr std::string_view kJson[] = {"application/json"};
  if (!Negotiate(exchange.request.Header("Accept"), kJson)) {
    co_return NotAcceptable(exchange, kJson[0]);
  }
  auto subject = SubjectOf(exchange);
  if (!subject) co_return std::unexpected(std::move(subject.error()));
  ParamReader params(exchange.request.params);
  const auto min_position = params.Number("min_position");
  const AskedCut asked = ReadCut(params, *exchange.principal);
  const bool opened = ReadPersonal(params);
  auto read = params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));

  // The revision is read first and the state is at least as new: whoever appends with this ETag
  // has seen everything up to it.
  const auto last = exchange.book().LastRevision(*subject);
  if (!last) co_return std::unexpected(last.error());
  const Position size = exchange.book().size();
  const Position least = std::max(size, EventsFor(min_position.value_or(0), size));
  const auto& programme = exchange.services.programme;
  auto caught_up = co_await CatchUp(exchange, programme.position(), programme.failure(), least);
  if (!caught_up) co_return std::unexpected(std::move(caught_up.error()));
  const auto cut = SettleCut(exchange.book(), asked);
  if (!cut) co_return std::unexpected(cut.error());
  // No sooner than a subject that is there and not to be seen would be answered.
  if (!*last || !exchange.principal->Covers(*subject)) co_return NoSuchSubject(*subject);
  co_return State(exchange, *subject, *cut, **last, opened);
}

AsyncReply GetSubjectEvents(Exchange& exchange) { co_return Events(exchange); }

}  // namespace daybook::http
