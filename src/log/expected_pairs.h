// What must be stored of an entry, besides itself.

#ifndef DAYBOOK_LOG_EXPECTED_PAIRS_H_
#define DAYBOOK_LOG_EXPECTED_PAIRS_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "event/entry.h"
#include "event/event_key.h"
#include "log/keys.h"
#include "log/node_rows.h"
#include "log/search_keys.h"
#include "tree/tree.h"

namespace daybook {

/// An entry as it was found. Its views end with what it was read from.
struct FoundEntry {
  Position position = 0;  ///< Where it was found, whatever it says.
  std::string_view text;
  std::optional<Entry> decoded;  ///< Nothing when it cannot be.
};

using Pairs = std::vector<std::pair<std::string, std::string>>;

/// The keys and values of one family that are due to an entry.
using PairsOf = Pairs (*)(const FoundEntry& entry);

inline Pairs StreamPairs(const FoundEntry& entry) {
  if (!entry.decoded) return {};
  return {{keys::Stream(entry.decoded->subject, entry.decoded->revision),
           keys::Number(entry.position)}};
}

inline Pairs IdPairs(const FoundEntry& entry) {
  if (!entry.decoded) return {};
  const EventKey key = MakeEventKey(entry.decoded->id, entry.decoded->source);
  return {{std::string(keys::Id(key)), keys::Number(entry.position)}};
}

inline Pairs SearchPairs(const FoundEntry& entry) {
  Pairs pairs;
  if (!entry.decoded) return pairs;
  for (const auto& [attribute, value] : PostedValues(*entry.decoded)) {
    pairs.emplace_back(keys::PostingKey(attribute, value, entry.position), "");
  }
  pairs.emplace_back(keys::OccurredKey(entry.decoded->occurred(), entry.position), "");
  return pairs;
}

inline std::pair<std::string, std::string> NodePair(tree::NodeId id, const tree::Hash& hash) {
  return {keys::Node(id.level, id.index), std::string(HashBytes(hash))};
}

inline Pairs LeafPairs(const FoundEntry& entry) {
  return {NodePair({0, entry.position}, tree::LeafHash(entry.text))};
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_EXPECTED_PAIRS_H_
