// Releases: an event starts with the audience its writer gave it (`dataclassification`), and
// another event (`event.released`) of the same subject may widen it, never narrow it.

#ifndef DAYBOOK_IMPROVEMENT_RELEASE_H_
#define DAYBOOK_IMPROVEMENT_RELEASE_H_

#include <span>
#include <vector>

#include "improvement/fact.h"

namespace daybook::improvement {

inline constexpr std::string_view kReleased = "event.released";

/// What an event.released says.
struct Release {
  Audience level = Audience::kInternal;
  std::vector<EventName> events;  ///< Empty: all that its subject has before it.
  Position position = 0;          ///< Of the release itself.

  bool Covers(const Fact& fact) const;
};

/// Nothing if `fact` is no event.released, or names no audience.
std::optional<Release> ReleaseOf(const Fact& fact);

/// The widest audience that `fact` is released to, with these releases.
Audience ReleasedTo(const Fact& fact, std::span<const Release> releases);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_RELEASE_H_
