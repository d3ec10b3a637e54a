#include <algorithm>
#include <charconv>
#include <utility>

#include "client/answers.h"
#include "client/core.h"
#include "daybook/limits.h"
#include "net/server_events.h"

namespace daybook {
namespace {

using Kind = ClientError::Kind;
using client::Clock;
using std::chrono::milliseconds;

constexpr std::chrono::hours kForEver{24 * 365};

// The daemon sends something every 15 s.
constexpr milliseconds kLiveSilence{45'000};

// Room for an entry and the names of its fields.
constexpr std::size_t kServerEventBytes = limits::kEntryBytes + 1'024;

std::string StreamTarget(Position from, const EventFilter& filter) {
  net::Target target("/v1/stream");
  target.Add("from", std::to_string(from))
      .Add("type", filter.type)
      .Add("kind", filter.kind)
      .Add("subject", filter.subject)
      .Add("actor", filter.actor)
      .Add("text", filter.text);
  return target.text();
}

// One call: a stream over connections that may break.
class Following {
 public:
  Following(client::Daemon& daemon, Position from, const EventFilter& filter, const TakeEvent& take,
            const std::function<void()>& caught_up, bool to_the_end, std::stop_token stop)
      : daemon_(daemon),
        connection_(daemon.NewConnection(to_the_end ? daemon.options().silence_max : kLiveSilence)),
        target_(StreamTarget(from, filter)),
        next_(from),
        take_(take),
        caught_up_(caught_up),
        to_the_end_(to_the_end),
        stop_(std::move(stop)),
        retry_(daemon.options()),
        give_up_(daemon.Deadline()) {}

  ClientResult<Position> Run() {
    const std::stop_callback interrupt(stop_, [this] { connection_.Interrupt(); });
    while (true) {
      std::string retry_after;
      auto followed = FollowOnce(retry_after);
      if (std::exchange(came_, false)) {
        give_up_ = daemon_.Deadline();
        retry_.Reset();
      }
      if (done_ || stop_.stop_requested()) return next_;
      if (failed_) return std::unexpected(*std::move(failed_));
      const bool final = !followed && followed.error().kind != Kind::kBusy &&
                         followed.error().kind != Kind::kUnreachable &&
                         followed.error().kind != Kind::kNoAnswer;
      if (final || !retry_.Wait(retry_after, give_up_, stop_)) {
        if (stop_.stop_requested()) return next_;
        if (!followed) return std::unexpected(std::move(followed.error()));
        return client::Fails(Kind::kNoAnswer, "The stream keeps ending");
      }
    }
  }

 private:
  // One connection, from its beginning to its end.
  ClientResult<void> FollowOnce(std::string& retry_after) {
    net::HttpRequest request{.target = target_, .headers = {{"Accept", "text/event-stream"}}};
    // Before that, the position asked for stands in the query.
    if (moved_) request.headers["Last-Event-ID"] = std::to_string(next_ - 1);
    net::ServerEventParser parser(kServerEventBytes);
    connection_.set_deadline(give_up_);  // until something comes
    const auto response = connection_.Stream(
        request, [&](std::string_view bytes) { return TakeBytes(parser, bytes); });
    if (!response) {
      ClientError error = client::NoAnswer(connection_, response.error());
      error.perhaps_stored = false;
      return std::unexpected(std::move(error));
    }
    if (response->ok()) return {};
    retry_after = response->retry_after;
    ClientError error = client::Refusal(*response);
    error.perhaps_stored = false;
    return std::unexpected(std::move(error));
  }

  // False when no more is wanted.
  bool TakeBytes(net::ServerEventParser& parser, std::string_view bytes) {
    const auto events = parser.Add(bytes);
    if (!events) return FailFor({.kind = Kind::kBadAnswer, .detail = events.error().detail});
    for (const net::ServerEvent& event : *events) {
      if (event.name == "entry" && !TakeEntry(event.data)) return false;
      if (event.name == "caught-up" && !CatchUp(event.data)) return false;
    }
    came_ = true;
    connection_.set_deadline(Clock::now() + kForEver);
    return !stop_.stop_requested();
  }

  bool TakeEntry(const std::string& entry) {
    const auto stored = client::ReadStored(entry);
    if (!stored) return FailFor(stored.error());
    if (stored->position < next_)
      return FailFor({.kind = Kind::kBadAnswer, .detail = "The stream went back"});
    next_ = stored->position + 1;
    moved_ = true;
    done_ = !take_(*stored);
    return !done_ && !stop_.stop_requested();
  }

  // What passed no filter need not be passed over again.
  bool CatchUp(const std::string& data) {
    const auto end = client::ReadPosition(data);
    if (!end)
      return FailFor({.kind = Kind::kBadAnswer, .detail = "The stream does not say how far it is"});
    moved_ = moved_ || *end > next_;
    next_ = std::max(next_, *end);
    if (caught_up_) caught_up_();
    done_ = to_the_end_;
    return !done_;
  }

  bool FailFor(ClientError error) {
    failed_ = std::move(error);
    return false;
  }

  client::Daemon& daemon_;
  net::HttpClient connection_;
  const std::string target_;
  Position next_;
  const TakeEvent& take_;
  const std::function<void()>& caught_up_;
  const bool to_the_end_;
  const std::stop_token stop_;
  client::Retry retry_;
  Clock::time_point give_up_;
  bool came_ = false;   ///< Anything on this connection.
  bool moved_ = false;  ///< From where it began.
  bool done_ = false;
  std::optional<ClientError> failed_;
};

}  // namespace

ClientResult<Position> Client::ReadFrom(Position from, const EventFilter& filter,
                                        const TakeEvent& take) {
  return Following(*core_, from, filter, take, {}, true, {}).Run();
}

ClientResult<Position> Client::Follow(Position from, const EventFilter& filter,
                                      const TakeEvent& take, std::stop_token stop,
                                      const std::function<void()>& caught_up) {
  return Following(*core_, from, filter, take, caught_up, false, std::move(stop)).Run();
}

}  // namespace daybook
