#include "improvement/mention.h"

#include <string_view>

#include "event/text.h"
#include "improvement/subject.h"

namespace daybook::improvement {
namespace {

void Add(std::set<std::string>& mentions, std::string_view own, std::string_view text) {
  if (text == own) return;
  if (!IsOfKnownKind(text) || !IsSubject(text)) return;
  if (mentions.size() < kMentionsMax) mentions.emplace(text);
}

}  // namespace

std::set<std::string> MentionsOf(const Fact& fact) {
  std::set<std::string> mentions;
  fact.data.ForEachText([&](std::string_view text) { Add(mentions, fact.subject, text); });
  return mentions;
}

}  // namespace daybook::improvement
