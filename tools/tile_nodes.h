// The nodes of a daemon's tree, read from its tiles.

#ifndef DAYBOOK_TOOLS_TILE_NODES_H_
#define DAYBOOK_TOOLS_TILE_NODES_H_

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "tools/http_client.h"
#include "tree/tree.h"

namespace daybook::tools {

/// Of the tree of the first `size` entries. Keeps the last tile of each level, so that proofs made
/// in the order of positions fetch each tile once. `client` must outlive it.
class TileNodes {
 public:
  TileNodes(HttpClient& client, std::uint64_t size) : client_(client), size_(size) {}

  /// As tree::ReadNodes. Fails as the daemon does, or with kCorrupt.
  Result<std::vector<tree::Hash>> Read(tree::NodeId first, std::uint64_t count);

 private:
  using Nodes = std::vector<tree::Hash>;
  Result<const Nodes*> TileAt(unsigned level, std::uint64_t index);

  HttpClient& client_;
  const std::uint64_t size_;
  std::map<unsigned, std::pair<std::uint64_t, Nodes>> last_;  // by level: its index, its hashes
};

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_TILE_NODES_H_
