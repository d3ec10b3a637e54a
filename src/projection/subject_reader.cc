#include "projection/subject_reader.h"

#include <algorithm>
#include <utility>

#include "event/entry.h"

namespace daybook::projection {
namespace {

constexpr std::size_t kPageEvents = 1'000;

// Up to the attribute `subject` an entry has only attributes that are text, and in text a quote is
// always written with a backslash before it: nothing else can look like this.
constexpr std::string_view kSubject = R"(,"subject":")";

}  // namespace

Result<std::vector<Position>> StreamPositions(const Book& book, std::string_view subject,
                                              Position size, std::size_t count_max) {
  std::vector<Position> positions;
  while (positions.size() < count_max) {
    const std::size_t wanted = std::min(kPageEvents, count_max - positions.size());
    const auto page = book.ReadStream(subject, positions.size(), wanted);
    if (!page) return std::unexpected(page.error());
    for (const StreamEntry& entry : *page) {
      // What is past `size` may be half of a commit. Later revisions are at later positions.
      if (entry.position >= size) return positions;
      positions.push_back(entry.position);
    }
    if (page->size() < wanted) break;
  }
  return positions;
}

bool IsRelease(std::string_view entry) { return TypeIn(entry) == "event.released"; }

std::string_view SubjectOf(std::string_view entry) {
  const std::size_t at = entry.find(kSubject);
  if (at == std::string_view::npos) return {};
  const std::string_view subject = entry.substr(at + kSubject.size());
  return subject.substr(0, subject.find('"'));
}

std::string_view KindOf(std::string_view entry) {
  const std::string_view subject = SubjectOf(entry);
  return subject.substr(0, subject.find('/'));
}

}  // namespace daybook::projection
