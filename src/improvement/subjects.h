// Looking among all subjects.

#ifndef DAYBOOK_IMPROVEMENT_SUBJECTS_H_
#define DAYBOOK_IMPROVEMENT_SUBJECTS_H_

#include <string_view>
#include <variant>

#include "improvement/subject.h"

namespace daybook::improvement {

/// Calls `use(subject, state)` for each subject whose state is a `T`, by name.
template <typename T>
void ForEach(const Subjects& subjects, auto&& use) {
  for (const auto& [name, subject] : subjects) {
    if (const T* state = std::get_if<T>(&subject.state)) use(subject, *state);
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
