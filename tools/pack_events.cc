#include "tools/pack_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "event/sha256.h"
#include "tools/export_check.h"

namespace daybook::tools {
namespace {

std::string TextIn(const simdjson::dom::element& data, std::string_view name) {
  std::string_view text;
  return data[name].get(text) == simdjson::SUCCESS ? std::string(text) : "";
}

}  // namespace

std::optional<PackedEvidence> EvidenceOf(const Entry& entry) {
  if (entry.type != "evidence.added" || !entry.data) return std::nullopt;
  PackedEvidence evidence{.sha256 = TextIn(*entry.data, "sha256"),
                          .subject = std::string(entry.subject),
                          .title = TextIn(*entry.data, "title"),
                          .media_type = TextIn(*entry.data, "mediaType")};
  if (!IsDigestHex(evidence.sha256)) return std::nullopt;
  return evidence;
}

bool PackEvents::Take(std::string_view piece) {
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos && !failure_;
       end = piece.find('\n')) {
    rest_ += piece.substr(0, end);
    piece.remove_prefix(end + 1);
    if (auto taken = TakeLine(std::exchange(rest_, {})); !taken) failure_ = taken.error();
  }
  rest_ += piece;
  if (rest_.size() > kSummaryBytes && !failure_) {
    failure_ = Error{ErrorCode::kCorrupt, "A line of the export is longer than any event"};
  }
  return !failure_;
}

// The one before it was an event: something follows it.
Result<void> PackEvents::TakeLine(std::string line) {
  auto added = line_ ? AddEvent(*line_) : Result<void>();
  line_ = std::move(line);
  return added;
}

Result<void> PackEvents::AddEvent(const std::string& line) {
  const auto entry = reader_.Read(line);
  if (!entry) return std::unexpected(entry.error());
  if (entry->position >= size_) {
    return Fail(ErrorCode::kBusy, "The book has grown while it was packed. Run this again");
  }
  if (++count_ > kPackEventsMax) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("A pack has at most {} events. Choose a narrower cut", kPackEventsMax));
  }
  if (entry->kind() == "finding") findings_.emplace(entry->subject);
  if (auto evidence = EvidenceOf(*entry)) evidence_.push_back(*std::move(evidence));
  file_ << line << '\n';
  return {};
}

Result<void> PackEvents::Finish(const std::string& checkpoint) {
  if (failure_) return std::unexpected(*failure_);
  const auto summary = ParseSummary(rest_.empty() ? line_.value_or("") : "");
  if (!summary) return std::unexpected(summary.error());
  if (summary->count != count_) {
    return Fail(ErrorCode::kCorrupt, "The export does not have as many events as it counts");
  }
  const nlohmann::ordered_json own{{"summary",
                                    {{"count", std::to_string(count_)},
                                     {"position", std::to_string(size_)},
                                     {"checkpoint", checkpoint}}}};
  file_ << own.dump() << '\n';
  file_.close();
  if (!file_) return Fail(ErrorCode::kIo, "Cannot write the events beside the output");
  const auto key = [](const PackedEvidence& item) { return std::tie(item.sha256, item.subject); };
  std::ranges::sort(evidence_, {}, key);
  const auto repeated = std::ranges::unique(evidence_, {}, key);
  evidence_.erase(repeated.begin(), repeated.end());
  return {};
}

}  // namespace daybook::tools
