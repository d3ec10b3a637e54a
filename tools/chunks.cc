#include "tools/chunks.h"

#include <charconv>
#include <string_view>

namespace daybook::tools {

Chunks::Chunks(std::istream& in, ChunkLimits limits)
    : in_(in), limits_(limits), buffer_(limits.line_bytes + 1, '\0') {}

Chunks::Line Chunks::ReadLine() {
  in_.getline(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
  const auto count = static_cast<std::size_t>(in_.gcount());
  bytes_read_ += count;
  if (in_.bad()) return Line::kUnreadable;
  if (in_.eof() && count == 0) return Line::kEnd;
  ++line_number_;
  if (in_.fail()) return Line::kTooLong;
  // gcount counts the line feed, which is not stored; the last line may lack one.
  line_.assign(buffer_, 0, in_.eof() ? count : count - 1);
  if (line_number_ == 1 && line_.starts_with("\xEF\xBB\xBF")) line_.erase(0, 3);
  return Line::kText;
}

Result<std::optional<Chunk>> Chunks::Next() {
  Chunk chunk;
  while (chunk.lines.size() < limits_.events) {
    if (!pending_) {
      const Line line = ReadLine();
      if (line == Line::kEnd) break;
      const std::string where = "Line " + std::to_string(line_number_);
      if (line == Line::kTooLong) {
        return Fail(ErrorCode::kTooLarge, where + " is longer than " +
                                              std::to_string(limits_.line_bytes) +
                                              " bytes: events stand one on a line");
      }
      if (line == Line::kUnreadable) return Fail(ErrorCode::kIo, where + " cannot be read");
      if (line_.find_first_not_of(" \t\r") == std::string::npos) continue;
    }
    // A line that would make the chunk too large begins the next one.
    pending_ = !chunk.lines.empty() && chunk.body.size() + line_.size() >= limits_.bytes;
    if (pending_) break;
    chunk.body += line_;
    chunk.body += '\n';
    chunk.lines.push_back(line_number_);
  }
  if (chunk.lines.empty()) return std::nullopt;
  return chunk;
}

std::vector<Fault> AtLines(const std::vector<Fault>& faults,
                           const std::vector<std::uint64_t>& lines) {
  std::vector<Fault> result;
  for (const Fault& fault : faults) {
    std::string_view pointer = fault.pointer;
    std::size_t index = 0;
    if (pointer.starts_with('/')) pointer.remove_prefix(1);
    const auto [end, failed] =
        std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
    const auto rest = pointer.substr(static_cast<std::size_t>(end - pointer.data()));
    const bool indexed =
        failed == std::errc() && index < lines.size() && (rest.empty() || rest.starts_with('/'));
    if (!indexed) {
      result.push_back(fault);
      continue;
    }
    result.push_back({.pointer = "line " + std::to_string(lines[index]) +
                                 (rest.empty() ? "" : ": " + std::string(rest)),
                      .detail = fault.detail,
                      .rule = fault.rule});
  }
  return result;
}

}  // namespace daybook::tools
