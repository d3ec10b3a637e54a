// What the search index has of an entry.

#ifndef DAYBOOK_LOG_SEARCH_KEYS_H_
#define DAYBOOK_LOG_SEARCH_KEYS_H_

#include <string>
#include <string_view>
#include <vector>

#include "event/entry.h"
#include "log/keys.h"

namespace daybook {

/// The keys of the entry at `position`, each once.
inline std::vector<std::string> SearchKeysOf(const Entry& entry, Position position) {
  using keys::Posting;
  std::vector<std::string> search = {keys::PostingKey(Posting::kType, entry.type, position),
                                     keys::PostingKey(Posting::kKind, entry.kind(), position),
                                     keys::PostingKey(Posting::kSubject, entry.subject, position),
                                     keys::OccurredKey(entry.occurred(), position)};
  const auto add_actor = [&](std::string_view actor) {
    search.push_back(keys::PostingKey(Posting::kActor, actor, position));
  };
  if (!entry.authid.empty()) add_actor(entry.authid);
  if (!entry.onbehalfof.empty() && entry.onbehalfof != entry.authid) add_actor(entry.onbehalfof);
  return search;
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_SEARCH_KEYS_H_
