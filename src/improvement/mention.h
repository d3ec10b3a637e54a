// Which other subjects an event speaks of.

#ifndef DAYBOOK_IMPROVEMENT_MENTION_H_
#define DAYBOOK_IMPROVEMENT_MENTION_H_

#include <cstddef>
#include <set>
#include <string>

#include "improvement/fact.h"

namespace daybook::improvement {

/// Subjects one event can mention; those beyond are not found under it.
inline constexpr std::size_t kMentionsMax = 256;

/// The subjects of known kinds, other than its own, that a member of `fact`'s data is, or is a
/// list with: `"finding": "finding/edt-capacity"`, `"targets": ["plan/ofsted-action-plan"]`.
/// What a text says of a subject within a sentence is no mention.
std::set<std::string> MentionsOf(const Fact& fact);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_MENTION_H_
