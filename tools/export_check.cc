#include "tools/export_check.h"

#include <nlohmann/json.hpp>

#include "daybook/limits.h"

namespace daybook::tools {
namespace {

// A summary is far shorter than an entry, so that what is cut here was none.
constexpr std::size_t kKeptBytes = limits::kEntryBytes + 1;

std::string CountOf(const std::string& line) {
  const auto json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object() || json.size() != 1) return {};
  const auto summary = json.find("summary");
  if (summary == json.end() || !summary->is_object()) return {};
  const auto count = summary->find("count");
  return count != summary->end() && count->is_string() ? count->get<std::string>() : "";
}

}  // namespace

void ExportCheck::Add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::string_view piece = bytes.substr(0, end);
    if (line_.size() < kKeptBytes) line_ += piece.substr(0, kKeptBytes - line_.size());
    if (end == std::string_view::npos) return;
    last_line_.swap(line_);
    line_.clear();
    ++lines_;
    bytes.remove_prefix(end + 1);
  }
}

Result<std::uint64_t> ExportCheck::Finish() const {
  const std::string count = line_.empty() ? CountOf(last_line_) : "";
  if (count.empty()) {
    return Fail(ErrorCode::kCorrupt,
                "The export was cut off: it does not end with a summary of what it holds");
  }
  if (count != std::to_string(events())) {
    return Fail(ErrorCode::kCorrupt, "The export is not whole: its summary counts " + count +
                                         " events, but " + std::to_string(events()) + " came");
  }
  return events();
}

}  // namespace daybook::tools
