// GET /v1/stream: events, or a view's changes, as they come

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>

#include "http/accept.h"
#include "http/authentication.h"
#include "http/catch_up.h"
#include "http/released.h"
#include "http/resources.h"
#include "http/search_params.h"
#include "http/sse.h"
#include "http/table_text.h"
#include "http/turn.h"
#include "http/view_of.h"
#include "log/matcher.h"

namespace daybook::http {
namespace {

using Clock = std::chrono::steady_clock;

// Entries read at once; there is a bound in bytes as well.
constexpr std::size_t kEntriesRead = 1'000;

// Until the reader leaves, the server stops or the reader may read no longer.
bool GoesOn(const Exchange& exchange) { return !exchange.waiter.stopped() && StillLetIn(exchange); }

// Events from a position on, pulled from the book. A slow reader is behind, and costs no more
// memory than a quick one; nobody who appends waits for either.
class EventStream : public Source {
 public:
  EventStream(Exchange& exchange, Query filters, improvement::Audience audience, Position from)
      : exchange_(exchange),
        subscriber_(exchange.services.metrics.stream_subscribers()),
        filters_(std::move(filters)),
        matcher_(filters_),
        released_(exchange, {.at = {}, .audience = audience}),
        next_(from) {}

  bool endless() const override { return true; }

  boost::asio::awaitable<Result<Piece>> Next() override {
    if (!begun_) {
      begun_ = true;
      co_return std::string(kStreamBegin);
    }
    const auto heartbeat = Clock::now() + exchange_.options().heartbeat;
    while (GoesOn(exchange_)) {
      if (next_ < exchange_.book().size()) {
        if (live_ && next_ >= turn_end_) co_await ItsTurn();
        if (!GoesOn(exchange_)) break;
        auto piece = ReadPiece();
        if (!piece || !piece->text().empty()) co_return piece;
        co_await GiveTurn();
      } else {
        if (!live_) {
          live_ = true;
          std::string out;
          AppendServerEvent(out, "caught-up", std::nullopt, CaughtUpData(next_));
          co_return out;
        }
        co_await exchange_.waiter.Until(exchange_.book().head(), next_ + 1, heartbeat);
      }
      if (Clock::now() >= heartbeat) co_return std::string(kHeartbeat);
    }
    co_return std::string();
  }

 private:
  // What comes until then is sent then, however much it is.
  boost::asio::awaitable<void> ItsTurn() {
    turn_ = std::max(exchange_.streams.Next(), turn_ + exchange_.options().stream_interval);
    co_await exchange_.waiter.SleepUntil(turn_);
    turn_end_ = exchange_.book().size();
    turn_entries_ = 0;
    turn_bytes_ = 0;
  }

  // The events of the next entries that pass the filters.
  Result<Piece> ReadPiece() {
    const std::size_t bytes_max = exchange_.options().chunk_bytes;
    auto part = Result<LiveEvents::Part>();
    if (follows_all_ && live_) {
      part = exchange_.live.Read(exchange_.book(), next_, kEntriesRead, bytes_max);
    }
    if (part && part->count == 0) part = ReadShown(bytes_max);
    if (!part) return std::unexpected(std::move(part.error()));
    next_ += part->count;
    turn_entries_ += part->count;
    turn_bytes_ += part->piece.text().size();
    // More than a piece behind: it will be told when it has caught up again.
    const bool much = turn_entries_ >= kEntriesRead || turn_bytes_ >= bytes_max;
    if (much && next_ < turn_end_) live_ = false;
    return std::move(part->piece);
  }

  Result<LiveEvents::Part> ReadShown(std::size_t bytes_max) {
    std::string out;
    const auto count = exchange_.book().ReadEach(
        next_, kEntriesRead, bytes_max,
        [this, &out](Position position, std::string_view entry) -> Result<void> {
          const auto shows = Shows(position, entry);
          if (!shows) return std::unexpected(shows.error());
          if (*shows) AppendServerEvent(out, "entry", position, entry);
          return {};
        });
    if (!count) return std::unexpected(count.error());
    return LiveEvents::Part{.piece = Piece(std::move(out)), .count = *count};
  }

  Result<bool> Shows(Position position, std::string_view entry) {
    auto matches = matcher_.Matches(entry);
    if (!matches || !*matches) return matches;
    return released_.Shows(position, entry);
  }

  Exchange& exchange_;
  const Counted subscriber_;
  const Query filters_;
  Matcher matcher_;  // of filters_
  Released released_;
  const bool follows_all_ = filters_ == Query() && !released_.hides();
  Position next_;
  Clock::time_point turn_;        // when its last turn was due
  Position turn_end_ = 0;         // of what had come by then
  std::size_t turn_entries_ = 0;  // sent in that turn
  std::size_t turn_bytes_ = 0;
  bool begun_ = false;
  bool live_ = false;
};

// A view whenever its rows are others than before, the first time included.
class ViewStream : public Source {
 public:
  ViewStream(Exchange& exchange, const improvement::ViewKind& kind, improvement::Audience audience)
      : exchange_(exchange),
        kind_(kind),
        cut_{.at = {}, .audience = audience},
        subscriber_(exchange.services.metrics.stream_subscribers()) {}

  bool endless() const override { return true; }

  boost::asio::awaitable<Result<Piece>> Next() override {
    const auto& programme = exchange_.services.programme;
    const auto heartbeat = Clock::now() + exchange_.options().heartbeat;
    while (GoesOn(exchange_)) {
      const auto as_of = improvement::AsOf::At(Now(), cut_.audience);
      if (!begun_ || seen_ < programme.position().value() || as_of.day != day_) {
        std::string out = Look(as_of);
        if (!out.empty()) co_return out;
        const auto next_look = Clock::now() + exchange_.options().view_interval;
        co_await exchange_.waiter.SleepUntil(next_look);
      } else {
        co_await exchange_.waiter.Until(programme.position(), seen_ + 1, heartbeat);
      }
      if (Clock::now() >= heartbeat) co_return std::string(kHeartbeat);
    }
    co_return std::string();
  }

 private:
  // The view as an event, or "" if its rows are those that were sent last.
  std::string Look(const improvement::AsOf& as_of) {
    projection::View view = ViewOf(exchange_.services.programme, kind_, cut_, as_of);
    std::string out;
    if (!begun_ || view.table.rows != rows_) {
      if (!begun_) out = kStreamBegin;
      std::string data = RenderTable(view, Format::kJson);
      data.pop_back();  // its line break
      AppendServerEvent(out, "view", view.cut.size, data);
    }
    begun_ = true;
    day_ = as_of.day;
    seen_ = view.cut.size;
    rows_ = std::move(view.table.rows);
    return out;
  }

  Exchange& exchange_;
  const improvement::ViewKind& kind_;
  const improvement::Cut cut_;
  const Counted subscriber_;
  std::vector<std::vector<improvement::Cell>> rows_;
  Position seen_ = 0;
  improvement::Day day_;
  bool begun_ = false;
};

Result<std::unique_ptr<Source>> OpenEvents(Exchange& exchange, ParamReader& params) {
  Query filters = ReadFilters(params);
  const auto from = params.Number("from");
  const auto audience = ReadAudience(params, *exchange.principal);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const auto start =
      StreamStart(exchange.request.Header("Last-Event-ID"), from, exchange.book().size());
  if (!start) return std::unexpected(start.error());
  return std::make_unique<EventStream>(exchange, std::move(filters), audience, *start);
}

Result<std::unique_ptr<Source>> OpenView(Exchange& exchange, ParamReader& params,
                                         const std::string& view) {
  auto may = access::Require(*exchange.principal, access::Permission::kReadViews);
  if (!may) return std::unexpected(std::move(may.error()));
  const auto audience = ReadAudience(params, *exchange.principal);
  if (auto read = params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const improvement::ViewKind* const kind = improvement::FindView(view);
  if (kind == nullptr) {
    return Fail(ErrorCode::kMalformed, fmt::format("There is no view `{}` to watch.", view));
  }
  return std::make_unique<ViewStream>(exchange, *kind, audience);
}

Result<Reply> Stream(Exchange& exchange) {
  static constexpr std::array<std::string_view, 1> kOffered = {"text/event-stream"};
  if (!Negotiate(exchange.request.Header("Accept"), kOffered)) {
    return NotAcceptable(exchange, kOffered.front());
  }
  ParamReader params(exchange.request.params);
  const auto view = params.Text("view");
  auto source = view ? OpenView(exchange, params, *view) : OpenEvents(exchange, params);
  if (!source) return std::unexpected(std::move(source.error()));
  return StreamReply(kOffered.front(), *std::move(source));
}

}  // namespace

AsyncReply GetStream(Exchange& exchange) { co_return Stream(exchange); }

}  // namespace daybook::http
