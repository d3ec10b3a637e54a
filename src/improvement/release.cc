#include "improvement/release.h"

#include <algorithm>

#include "improvement/correction.h"

namespace daybook::improvement {

bool Release::Covers(const Fact& fact) const {
  if (events.empty()) return fact.position < position;
  return std::ranges::any_of(events, [&](const EventName& name) {
    return name.id == fact.id && name.source == fact.source;
  });
}

std::optional<Release> ReleaseOf(const Fact& fact) {
  if (fact.role != Role::kRelease) return std::nullopt;
  const auto level = ParseAudience(fact.data.Text("level"));
  if (!level) return std::nullopt;
  // A list that names nothing that can be read must not be taken for "all".
  const bool named = !fact.data.Json("events").empty();
  Release release{.level = *level, .events = ReferencesOf(fact), .position = fact.position};
  if (named && release.events.empty()) return std::nullopt;
  return release;
}

Audience ReleasedTo(const Fact& fact, std::span<const Release> releases) {
  Audience widest = fact.audience;
  for (const Release& release : releases) {
    if (release.level > widest && release.Covers(fact)) widest = release.level;
  }
  return widest;
}

}  // namespace daybook::improvement
