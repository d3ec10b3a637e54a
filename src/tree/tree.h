// The Merkle tree of RFC 6962, section 2.1, over SHA-256. Pure: hashes in, hashes out.
//
// Nodes are named as in the C2SP tlog-tiles specification: the node at (level, index) is the root
// of the complete subtree over the leaves [index · 2^level, (index + 1) · 2^level). Only the levels
// 0, 8, 16, … are kept, since a tile holds those; the ones between are computed when needed.

#ifndef DAYBOOK_TREE_TREE_H_
#define DAYBOOK_TREE_TREE_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "event/sha256.h"

namespace daybook::tree {

using Hash = Sha256Digest;

/// Levels in one tile, and nodes across it: 2^8.
inline constexpr unsigned kTileLevels = 8;
inline constexpr std::uint64_t kTileWidth = std::uint64_t{1} << kTileLevels;

Hash LeafHash(std::string_view entry);               ///< SHA-256(00 ‖ entry)
Hash NodeHash(const Hash& left, const Hash& right);  ///< SHA-256(01 ‖ left ‖ right)
Hash EmptyRoot();                                    ///< SHA-256 of nothing

struct NodeId {
  unsigned level = 0;
  std::uint64_t index = 0;

  auto operator<=>(const NodeId&) const = default;
};

struct Node {
  NodeId id;
  Hash hash{};
};

/// Gives `count` kept nodes of one level (a multiple of 8) from `first` on. All of them exist.
using ReadNodes = std::function<Result<std::vector<Hash>>(NodeId first, std::uint64_t count)>;

/// The right edge of a growing tree: all that is needed to append and to know the root. A value.
class Frontier {
 public:
  Frontier() = default;

  /// The frontier of a tree of `size` leaves, from its kept nodes.
  static Result<Frontier> Load(std::uint64_t size, const ReadNodes& read);

  std::uint64_t size() const { return size_; }

  /// Appends a leaf. `keep` gets each node to be kept that the leaf completes: itself, and a node
  /// of a higher tile level once in 256, 65536, … leaves.
  void Append(const Hash& leaf, std::vector<Node>& keep) { AppendComplete(0, leaf, keep); }

  /// Appends 2^level leaves at once, as the root of their subtree; the size is a multiple of as
  /// many. `keep` gets of the nodes to be kept those at `level` and above.
  void AppendComplete(unsigned level, const Hash& root, std::vector<Node>& keep);

  /// The root of the tree as it is.
  Hash Root() const;

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> complete_;  // roots of the complete subtrees, the largest first
};

/// The root of a complete subtree, from its nodes at any one level: a power of two of them.
Hash CompleteRoot(std::vector<Hash> nodes);

/// The node at any level, computed from the kept ones.
Result<Hash> ReadNode(NodeId id, const ReadNodes& read);

/// The root of the first `size` leaves, from the kept nodes.
Result<Hash> RootAt(std::uint64_t size, const ReadNodes& read);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_TREE_H_
