// The Peterborough history as the facts of a book that took it in on one day.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_PETERBOROUGH_H_
#define DAYBOOK_TESTS_IMPROVEMENT_PETERBOROUGH_H_

#include <fstream>
#include <iterator>
#include <map>

#include "improvement/asked.h"
#include "improvement/entries.h"
#include "improvement/fold.h"
#include "improvement/scrutiny_report.h"

namespace daybook::improvement {

/// Facts by subject, and what they come to at a cut.
class FactBook {
 public:
  explicit FactBook(std::span<const std::string> entries) : size_(entries.size()) {
    for (PackedFact& packed : FactsOf(entries)) {
      facts_[std::string(ReadFact(packed).subject)].push_back(std::move(packed));
    }
  }

  /// The report at a cut, as of the end of February 2025.
  Result<ReportDocument> Scrutiny(Cut cut = {}, const std::string& since = "") const {
    cut.size = std::min(cut.size, size_);
    Subjects subjects;
    for (const auto& [name, facts] : facts_) {
      Subject subject = Fold(name, facts, cut);
      if (subject.history.events > 0) subjects.emplace(name, std::move(subject));
    }
    const auto read = [this](std::string_view name) { return facts_.find(name)->second; };
    return ScrutinyReport(subjects, read,
                          {.cut = cut,
                           .as_of = AsOf::At(*ParseInstant("2025-02-28T12:00:00Z")),
                           .since_visit = since});
  }

 private:
  Position size_;
  std::map<std::string, Facts, std::less<>> facts_;
};

inline std::string ReadText(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The history, appended to an empty book.
inline Entries Peterborough() {
  const auto drafts =
      ParseLines(ReadText(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson"));
  EXPECT_TRUE(drafts.has_value());
  Entries entries;
  for (const Draft& draft : drafts.value_or(std::vector<Draft>())) entries.AddDraft(draft);
  return entries;
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_PETERBOROUGH_H_
