// Having a daemon replay its book.

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tools/directory_cut.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/replay.h"

namespace daybook::tools {
namespace {

using nlohmann::json;

constexpr const char* kReplayPath = "/v1/replay";
constexpr std::chrono::milliseconds kBetweenLooks{200};

// What GET /v1/replay says.
struct Replaying {
  std::string state, result, difference, remark, failure;
  std::uint64_t size = 0;
  double share = 0, seconds = 0;
};

Result<Replaying> Parse(const std::string& body) {
  try {
    const json says = json::parse(body);
    const auto text = [&](const char* name) { return says.value(name, std::string()); };
    return Replaying{.state = says.at("state").get<std::string>(),
                     .result = text("result"),
                     .difference = text("difference"),
                     .remark = text("remark"),
                     .failure = text("failure"),
                     .size = std::stoull("0" + text("size")),
                     .share = says.value("share", 0.0),
                     .seconds = says.value("seconds", 0.0)};
  } catch (const std::exception&) {
    return Fail(ErrorCode::kMalformed, "The answer says nothing of a replay. Is this Daybook?");
  }
}

Result<Replaying> Ask(HttpClient& client, const std::string& method) {
  auto response = Accepted(client.Send({.method = method, .target = kReplayPath}));
  if (!response) return std::unexpected(std::move(response.error()));
  return Parse(response->body);
}

// Until it has come to its end.
Result<Replaying> Wait(HttpClient& client, Session& session) {
  auto replaying = Ask(client, "POST");
  Progress progress(session.console, kReplayParts);
  while (replaying && replaying->state == "running") {
    const double share = replaying->share;
    progress.Update(static_cast<std::uint64_t>(share * static_cast<double>(replaying->size)),
                    static_cast<std::uint64_t>(share * kReplayParts));
    session.sleep(kBetweenLooks);
    replaying = Ask(client, "GET");
  }
  return replaying;
}

std::string SentenceOf(const Replaying& replaying) {
  std::string sentence = fmt::format("The daemon replayed {} events in {:.1f} s",
                                     Grouped(replaying.size), replaying.seconds);
  return sentence + (replaying.result == "same" ? ": its views are what they come to." : ".");
}

}  // namespace

Exit ReplayDaemon(Session& session) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto replaying = Wait(client, session);
    if (!replaying) return std::unexpected(replaying.error());
    if (replaying->state != "done") {
      return Fail(ErrorCode::kIo, "The replay failed, and nothing was changed: " +
                                      (replaying->failure.empty() ? "the daemon knows of none."
                                                                  : replaying->failure));
    }
    return SayOutcome(session.console, replaying->difference, replaying->remark,
                      SentenceOf(*replaying));
  });
}

}  // namespace daybook::tools
