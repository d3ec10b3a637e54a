#include "log/stream_visit.h"

namespace daybook {
namespace {

// Read at once: positions are small, entries are read one by one.
constexpr std::size_t kLinesAtOnce = 1'000;

}  // namespace

Result<void> VisitStream(const Book& book, std::string_view subject, Revision& next,
                         const VisitEntry& visit) {
  while (true) {
    const auto lines = book.ReadStream(subject, next, kLinesAtOnce);
    if (!lines) return std::unexpected(lines.error());
    for (const StreamEntry& line : *lines) {
      const auto entry = book.Read(line.position);
      if (!entry) return std::unexpected(entry.error());
      const auto more = visit(*entry);
      if (!more) return std::unexpected(more.error());
      next = line.revision + 1;
      if (!*more) return {};
    }
    if (lines->size() < kLinesAtOnce) return {};
  }
}

}  // namespace daybook
