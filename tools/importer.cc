#include "tools/importer.h"

#include <algorithm>
#include <charconv>

#include "tools/appended.h"
#include "tools/problem.h"

namespace daybook::tools {
namespace {

// A daemon that is busy for longer than these tries take needs a person.
constexpr int kRequestTriesMax = 6;
constexpr std::chrono::seconds kFirstRequestDelay{1};
constexpr std::chrono::seconds kRequestDelayMax{30};

bool IsBusy(const HttpResponse& response) {
  return response.status == 503 || response.status == 429;
}

std::string LinesOf(const Chunk& chunk) {
  const std::string first = Grouped(chunk.lines.front());
  if (chunk.lines.size() == 1) return "line " + first;
  return "lines " + first + " to " + Grouped(chunk.lines.back());
}

}  // namespace

std::chrono::seconds RetryDelay(const std::string& retry_after, std::chrono::seconds usual) {
  unsigned seconds = 0;
  const char* end = retry_after.data() + retry_after.size();
  const auto [rest, failed] = std::from_chars(retry_after.data(), end, seconds);
  const bool number = failed == std::errc() && rest == end;
  return std::min(number ? std::chrono::seconds(seconds) : usual, kRequestDelayMax);
}

Exit Importer::Read(const std::string& name, std::istream& in) {
  Chunks chunks(in);
  while (true) {
    auto chunk = chunks.Next();
    if (!chunk) {
      progress_.Clear();
      SayError(session_.console,
               {.code = chunk.error().code, .detail = name + ": " + chunk.error().detail});
      return Exit::kUsage;
    }
    if (!*chunk) break;
    if (auto sent = Send(**chunk); !sent) return Stop(name, sent.error(), **chunk);
    progress_.Update(new_ + repeated_, bytes_before_ + chunks.bytes_read());
  }
  bytes_before_ += chunks.bytes_read();
  return Exit::kOk;
}

Result<void> Importer::Send(const Chunk& chunk) {
  HttpRequest request{.method = "POST",
                      .target = "/v1/events",
                      .headers = {{"Content-Type", "application/x-ndjson"}},
                      .body = chunk.body};
  if (!live_) request.headers["Daybook-Import"] = "1";
  auto response = Accepted(SendPatiently(request));
  if (!response) return std::unexpected(std::move(response.error()));
  const auto appended = ParseAppended(response->body);
  if (!appended) return std::unexpected(appended.error());
  if (appended->size() != chunk.lines.size()) {
    return Fail(ErrorCode::kIo, "The answer does not account for every event that was sent");
  }
  const auto repeated = static_cast<std::uint64_t>(
      std::ranges::count_if(*appended, [](const AppendedEvent& event) { return event.repeated; }));
  repeated_ += repeated;
  new_ += appended->size() - repeated;
  return {};
}

Result<HttpResponse> Importer::SendPatiently(const HttpRequest& request) {
  std::chrono::seconds usual = kFirstRequestDelay;
  for (int tries = 1;; ++tries) {
    auto response = client_.Send(request);
    if (!response || !IsBusy(*response) || tries == kRequestTriesMax) return response;
    session_.sleep(RetryDelay(response->retry_after, usual));
    usual *= 2;
  }
}

Exit Importer::Stop(const std::string& name, const Error& error, const Chunk& chunk) {
  progress_.Clear();
  SayError(session_.console, {.code = error.code,
                              .detail = name + ": " + error.detail,
                              .faults = AtLines(error.faults, chunk.lines)});
  const std::string lines = LinesOf(chunk);
  // Without an answer nobody knows, nor when writing stopped under the commit (503); the ids make
  // it safe to send the chunk again.
  const bool unknown = error.code == ErrorCode::kIo || error.code == ErrorCode::kBusy;
  Say(session_.console,
      unknown ? "Whether the book has " + lines + " is not known; import again to make sure."
              : "Nothing of " + lines +
                    " was stored. What stood before is in the book: correct "
                    "the file and import it again.");
  return Exit::kRefused;
}

void Importer::Finish() {
  progress_.Clear();
  Say(session_.console, Grouped(new_) + " new, " + Grouped(repeated_) + " already there.");
}

}  // namespace daybook::tools
