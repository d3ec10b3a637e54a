#include <algorithm>
#include <iterator>
#include <optional>
#include <ranges>
#include <string>
#include <vector>

#include "daybook/limits.h"
#include "net/server_events.h"
#include "tools/event_pages.h"
#include "tools/event_row.h"
#include "tools/problem.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

using std::chrono::milliseconds;

constexpr const char* kTailHelp = R"(Show the latest events, and new ones as they come

Examples:
  daybook tail
  daybook tail -n 100 --kind action
  daybook tail --follow --json | jq .data
)";

// A daemon that is away for as long as these tries take (about three minutes) is not restarting.
constexpr int kTriesMax = 12;
constexpr milliseconds kFirstDelay{500};
constexpr milliseconds kDelayMax{30'000};

struct TailOptions {
  Filters filters;
  std::size_t count = 10;
  bool follow = false;
  bool json = false;
};

void Print(Console& console, const std::string& entry, bool as_json) {
  console.out << (as_json ? entry : EventLine(entry)) << '\n';
}

// Prints the latest events, the latest of them last. The number of events in the book then.
Result<std::uint64_t> PrintLatest(HttpClient& client, Session& session,
                                  const TailOptions& options) {
  Filters filters = options.filters;
  filters.order = "-recorded";
  std::vector<std::string> latest;
  std::optional<std::uint64_t> size;
  std::optional<std::string> next;
  do {
    const std::size_t missing = options.count - latest.size();
    // Also when none is wanted: the answer says where to go on from.
    auto page = FetchEventPage(client, filters, next, std::clamp(missing, 1UL, kPageEvents));
    if (!page) return std::unexpected(std::move(page.error()));
    if (!size) size = page->position;
    std::ranges::move(page->entries, std::back_inserter(latest));
    next = std::move(page->next);
  } while (next && latest.size() < options.count);
  latest.resize(std::min(latest.size(), options.count));
  for (const std::string& entry : latest | std::views::reverse) {
    Print(session.console, entry, options.json);
  }
  session.console.out.flush();
  return *size;
}

// Follows the stream of new events over connections that may break.
class Follower {
 public:
  Follower(Session& session, HttpClient& client, const TailOptions& options, std::uint64_t size)
      : session_(session), client_(client), options_(options) {
    if (size > 0) last_id_ = std::to_string(size - 1);
  }

  // Returns only when it gives up, or when nobody reads what it prints.
  Result<Exit> Run() {
    while (session_.console.out.good()) {
      auto ended = FollowOnce();
      if (!ended &&
          (ended.error().code != ErrorCode::kIo && ended.error().code != ErrorCode::kBusy))
        return std::unexpected(ended.error());
      if (!session_.console.out.good()) break;
      if (++failures_ == kTriesMax) {
        if (!ended) return std::unexpected(ended.error());
        return Fail(ErrorCode::kIo, "The stream keeps ending; giving up");
      }
      session_.sleep(std::max(Delay(), retry_));
    }
    return Exit::kOk;
  }

 private:
  milliseconds Delay() const {
    const auto doubled = kFirstDelay * (1 << std::min(failures_ - 1, 10));
    return std::min<milliseconds>(doubled, kDelayMax);
  }

  // One connection, from its beginning to its end.
  Result<void> FollowOnce() {
    Target target("/v1/stream");
    AddTo(target, options_.filters);
    HttpRequest request{.target = target.text(), .headers = {{"Accept", "text/event-stream"}}};
    if (!last_id_.empty()) request.headers["Last-Event-ID"] = last_id_;
    // Room for an entry and the names of its fields.
    net::ServerEventParser parser(limits::kEntryBytes + 1'024);
    Result<void> taken;
    auto response = Accepted(client_.Stream(request, [&](std::string_view bytes) {
      taken = Take(parser, bytes);
      return taken.has_value() && session_.console.out.good();
    }));
    if (!response) return std::unexpected(std::move(response.error()));
    return taken;
  }

  Result<void> Take(net::ServerEventParser& parser, std::string_view bytes) {
    auto events = parser.Add(bytes);
    if (!events) return std::unexpected(std::move(events.error()));
    for (const net::ServerEvent& event : *events) {
      if (!event.id.empty()) last_id_ = event.id;
      if (event.name == "entry") Print(session_.console, event.data, options_.json);
    }
    session_.console.out.flush();
    if (parser.retry()) retry_ = std::min(*parser.retry(), kDelayMax);
    failures_ = 0;
    return {};
  }

  Session& session_;
  HttpClient& client_;
  const TailOptions& options_;
  std::string last_id_;
  milliseconds retry_{0};
  int failures_ = 0;
};

Exit Tail(Session& session, const TailOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto size = PrintLatest(client, session, options);
    if (!size) return std::unexpected(size.error());
    if (!options.follow) return Exit::kOk;
    return Follower(session, client, options, *size).Run();
  });
}

}  // namespace

void AddTail(CLI::App& app, Session& session) {
  // The latest events are found from the end, and kept in memory to be printed in order.
  constexpr std::size_t kCountMax = 10'000;
  auto options = std::make_shared<TailOptions>();
  CLI::App* command = app.add_subcommand("tail", kTailHelp);
  command->add_option("-n", options->count, "How many of the latest to show first")
      ->check(CLI::Range(std::size_t{0}, kCountMax))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("-f,--follow", options->follow, "Go on with new events until interrupted");
  command->add_flag("--json", options->json, "Whole events, one JSON object on each line");
  AddFilters(*command, options->filters);
  Choose(*command, session, options, Tail);
}

}  // namespace daybook::tools
