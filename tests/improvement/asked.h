// Asking views for what entries come to.

#ifndef DAYBOOK_TESTS_IMPROVEMENT_ASKED_H_
#define DAYBOOK_TESTS_IMPROVEMENT_ASKED_H_

#include <map>
#include <string>
#include <vector>

#include "improvement/entries.h"
#include "improvement/status.h"
#include "improvement/tables.h"
#include "improvement/views.h"

namespace daybook::improvement {

/// An event of a day, with data.
inline Told About(const std::string& type, const std::string& subject, const std::string& time,
                  const std::string& data = "{}") {
  return {.type = type, .subject = subject, .time = time, .data = data};
}

inline Subjects SubjectsOf(const Entries& entries) {
  std::map<std::string, Facts> facts;
  for (PackedFact& packed : FactsOf(entries.all)) {
    facts[std::string(ReadFact(packed).subject)].push_back(std::move(packed));
  }
  Subjects subjects;
  for (const auto& [name, own] : facts) subjects.emplace(name, Fold(name, own));
  return subjects;
}

inline AsOf NoonOf(const std::string& day) { return AsOf::At(*ParseInstant(day + "T12:00:00Z")); }

inline std::vector<TextRow> RowsOn(const std::string& view, const Entries& entries,
                                   const std::string& day) {
  return RowsOf(FindView(view)->make(SubjectsOf(entries), NoonOf(day)));
}

/// The status on the day on which Entries are recorded.
inline Table StatusThatDay(const Subjects& subjects) {
  return Status(subjects, NoonOf("2025-03-01"));
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_TESTS_IMPROVEMENT_ASKED_H_
