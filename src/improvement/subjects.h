// Looking among all subjects.

#ifndef DAYBOOK_IMPROVEMENT_SUBJECTS_H_
#define DAYBOOK_IMPROVEMENT_SUBJECTS_H_

#include <string_view>
#include <variant>

#include "improvement/subject.h"

namespace daybook::improvement {

/// What the names of subjects with such a state begin with.
constexpr std::string_view PrefixOf(const Visit*) { return "visit/"; }
constexpr std::string_view PrefixOf(const Finding*) { return "finding/"; }
constexpr std::string_view PrefixOf(const Action*) { return "action/"; }
constexpr std::string_view PrefixOf(const Area*) { return "area/"; }
constexpr std::string_view PrefixOf(const Plan*) { return "plan/"; }
constexpr std::string_view PrefixOf(const Evidence*) { return "evidence/"; }
constexpr std::string_view PrefixOf(const Measure*) { return "measure/"; }
constexpr std::string_view PrefixOf(const Meeting*) { return "meeting/"; }
constexpr std::string_view PrefixOf(const Intervention*) { return "intervention/"; }
constexpr std::string_view PrefixOf(const Report*) { return "report/"; }

/// Calls `use(subject, state)` for each subject of the kind whose state is a `T`, by name. Others
/// are not looked at: a view costs what it shows, however much else the book holds.
template <typename T>
void ForEach(const Subjects& subjects, auto&& use) {
  constexpr std::string_view prefix = PrefixOf(static_cast<const T*>(nullptr));
  for (auto it = subjects.lower_bound(prefix);
       it != subjects.end() && it->first.starts_with(prefix); ++it) {
    if (const T* state = std::get_if<T>(&it->second.state)) use(it->second, *state);
  }
}

/// The state of the subject `name`; null if there is none, or if it is not a `T`.
template <typename T>
const T* Find(const Subjects& subjects, std::string_view name) {
  const auto found = subjects.find(name);
  return found == subjects.end() ? nullptr : std::get_if<T>(&found->second.state);
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_SUBJECTS_H_
