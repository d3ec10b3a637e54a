#include "tools/export_check.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

namespace daybook::tools {
namespace {

// A member that is text; nothing when it is not there.
std::string MemberText(const nlohmann::json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::optional<std::uint64_t> ParseCount(const std::string& text) {
  std::uint64_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [past, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc() || past != end) return std::nullopt;
  return count;
}

}  // namespace

Result<ExportSummary> ParseSummary(const std::string& line) {
  const auto parsed = nlohmann::json::parse(line, nullptr, false);
  if (parsed.is_object() && parsed.size() == 1 && parsed.contains("summary")) {
    const auto& summary = parsed.at("summary");
    const auto count =
        summary.is_object() ? ParseCount(MemberText(summary, "count")) : std::nullopt;
    if (count)
      return ExportSummary{.count = *count, .checkpoint = MemberText(summary, "checkpoint")};
  }
  return Fail(ErrorCode::kCorrupt,
              "The export was cut off: it does not end with a summary of what it holds");
}

void ExportCheck::Add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (line_.size() < kSummaryBytes) line_ += piece.substr(0, kSummaryBytes - line_.size());
    // A quote within a cell is written twice, which changes nothing here.
    if (form_ == Form::kCsv && std::ranges::count(piece, '"') % 2 != 0) quoted_ = !quoted_;
    if (end == std::string_view::npos) return;
    EndLine();
    bytes.remove_prefix(end + 1);
  }
}

void ExportCheck::EndLine() {
  if (quoted_) return;
  last_line_.swap(line_);
  line_.clear();
  ++lines_;
}

Result<std::uint64_t> ExportCheck::Finish(const std::string& count) const {
  std::optional<std::uint64_t> told;
  if (form_ == Form::kCsv) {
    told = ParseCount(count);
    if (!told) return Fail(ErrorCode::kCorrupt, "Nothing tells how many events the export has");
  } else {
    const auto summary = ParseSummary(line_.empty() ? last_line_ : "");
    if (!summary) return std::unexpected(summary.error());
    told = summary->count;
  }
  if (*told != events() || !line_.empty()) {
    return Fail(ErrorCode::kCorrupt, "The export is not whole: the daemon counts " +
                                         std::to_string(*told) + " events, but " +
                                         std::to_string(events()) + " came");
  }
  return events();
}

}  // namespace daybook::tools
