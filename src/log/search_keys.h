// What the search index has of an entry.

#ifndef DAYBOOK_LOG_SEARCH_KEYS_H_
#define DAYBOOK_LOG_SEARCH_KEYS_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/entry.h"
#include "log/keys.h"

namespace daybook {

/// The values of an entry that have postings, each once.
inline std::vector<std::pair<keys::Posting, std::string_view>> PostedValues(const Entry& entry) {
  using keys::Posting;
  std::vector<std::pair<Posting, std::string_view>> values = {{Posting::kType, entry.type},
                                                              {Posting::kKind, entry.kind()}};
  if (!entry.authid.empty()) values.emplace_back(Posting::kActor, entry.authid);
  if (!entry.onbehalfof.empty() && entry.onbehalfof != entry.authid) {
    values.emplace_back(Posting::kActor, entry.onbehalfof);
  }
  return values;
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_SEARCH_KEYS_H_
