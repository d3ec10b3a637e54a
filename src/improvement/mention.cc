#include "improvement/mention.h"

#include <string_view>

#include "event/text.h"
#include "improvement/subject.h"

namespace daybook::improvement {
namespace {

namespace dom = simdjson::dom;

void Add(std::set<std::string>& mentions, std::string_view own, dom::element element) {
  std::string_view text;
  if (element.get(text) != simdjson::SUCCESS || text == own) return;
  if (!IsKnownKind(text.substr(0, text.find('/'))) || !IsSubject(text)) return;
  if (mentions.size() < kMentionsMax) mentions.emplace(text);
}

}  // namespace

std::set<std::string> MentionsOf(const Entry& entry) {
  std::set<std::string> mentions;
  dom::object members;
  if (!entry.data || entry.data->get(members) != simdjson::SUCCESS) return mentions;
  for (const dom::key_value_pair member : members) {
    Add(mentions, entry.subject, member.value);
    dom::array list;
    if (member.value.get(list) != simdjson::SUCCESS) continue;
    for (const dom::element element : list) Add(mentions, entry.subject, element);
  }
  return mentions;
}

}  // namespace daybook::improvement
