// Proofs about the tree (RFC 6962, sections 2.1.1 and 2.1.2), made and checked. Pure.

#ifndef DAYBOOK_TREE_PROOF_H_
#define DAYBOOK_TREE_PROOF_H_

#include <cstdint>
#include <span>
#include <vector>

#include "tree/tree.h"

namespace daybook::tree {

/// Hashes from the sibling of the leaf (or subtree) upward.
using Proof = std::vector<Hash>;

/// That the leaf `index` is in the tree of the first `size` leaves; index < size.
Result<Proof> ProveInclusion(std::uint64_t index, std::uint64_t size, const ReadNodes& read);

/// That the first `old_size` leaves of the tree of `size` leaves have not changed;
/// 0 ≤ old_size ≤ size. Empty when the sizes are equal, or the old one is 0.
Result<Proof> ProveConsistency(std::uint64_t old_size, std::uint64_t size, const ReadNodes& read);

/// The root that an inclusion proof leads to, or nothing if it has not the length it must have.
/// The leaf is in the tree exactly when this is its root.
std::optional<Hash> InclusionRoot(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                  std::span<const Hash> proof);

/// Whether a proof shows that the tree of `size` leaves with `root` begins with the tree of
/// `old_size` leaves with `old_root`.
bool CheckConsistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                      const Hash& root, std::span<const Hash> proof);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_PROOF_H_
