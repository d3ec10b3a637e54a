// How the family of nodes holds the tree: in rows of neighbours.
//
// A group of events writes its leaves as one row, since a key costs as much as the rest of what a
// leaf does. Where the rows begin depends on how the events came, and means nothing.

#ifndef DAYBOOK_LOG_NODE_ROWS_H_
#define DAYBOOK_LOG_NODE_ROWS_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "log/keys.h"
#include "tree/tree.h"

namespace daybook {

inline std::string_view HashBytes(const tree::Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

/// Those of the nodes, from the first on, that make one row: neighbours of one level.
inline std::span<const tree::Node> FirstRow(std::span<const tree::Node> nodes) {
  std::size_t count = 0;
  while (count < nodes.size() && nodes[count].id.level == nodes[0].id.level &&
         nodes[count].id.index == nodes[0].id.index + count) {
    ++count;
  }
  return nodes.first(count);
}

inline std::string RowValue(std::span<const tree::Node> row) {
  std::string value;
  value.reserve(row.size() * sizeof(tree::Hash));
  for (const tree::Node& node : row) value += HashBytes(node.hash);
  return value;
}

/// The hashes in a row from a node on, one after another; empty when the node is not in it.
inline std::string_view HashesFrom(tree::NodeId node, std::string_view key,
                                   std::string_view value) {
  const std::string prefix = keys::NodePrefix(node.level);
  if (key.size() != prefix.size() + keys::kNumberBytes || !key.starts_with(prefix)) return {};
  const std::uint64_t first = keys::LastNumber(key);
  const std::uint64_t count = value.size() / sizeof(tree::Hash);
  if (node.index < first || node.index - first >= count) return {};
  return value.substr((node.index - first) * sizeof(tree::Hash));
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_NODE_ROWS_H_
