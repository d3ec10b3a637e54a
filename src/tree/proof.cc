#include "tree/proof.h"

#include <algorithm>
#include <bit>
#include <cassert>

namespace daybook::tree {
namespace {

// The root over the leaves [begin, end) of the tree, whose `begin` is a multiple of the smallest
// power of two ≥ end − begin.
Result<Hash> SubtreeRoot(std::uint64_t begin, std::uint64_t end, const ReadNodes& read) {
  std::vector<Hash> complete;
  while (begin < end) {
    const auto level = static_cast<unsigned>(std::bit_width(end - begin) - 1);
    auto hash = ReadNode({level, begin >> level}, read);
    if (!hash) return hash;
    complete.push_back(*hash);
    begin += std::uint64_t{1} << level;
  }
  Hash root = complete.back();
  for (std::size_t i = complete.size() - 1; i-- > 0;) root = NodeHash(complete[i], root);
  return root;
}

// The largest power of two below n > 1, where RFC 6962 splits n leaves.
std::uint64_t Split(std::uint64_t n) { return std::bit_floor(n - 1); }

Result<Proof> ProofOf(const std::vector<std::pair<std::uint64_t, std::uint64_t>>& ranges,
                      const ReadNodes& read) {
  Proof proof;
  // They were found from the root downward.
  for (auto range = ranges.rbegin(); range != ranges.rend(); ++range) {
    auto hash = SubtreeRoot(range->first, range->second, read);
    if (!hash) return std::unexpected(std::move(hash.error()));
    proof.push_back(*hash);
  }
  return proof;
}

}  // namespace

Result<Proof> ProveInclusion(std::uint64_t index, std::uint64_t size, const ReadNodes& read) {
  assert(index < size);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> siblings;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    const std::uint64_t middle = begin + Split(end - begin);
    if (index < middle) {
      siblings.emplace_back(middle, end);
      end = middle;
    } else {
      siblings.emplace_back(begin, middle);
      begin = middle;
    }
  }
  return ProofOf(siblings, read);
}

Result<Proof> ProveConsistency(std::uint64_t old_size, std::uint64_t size, const ReadNodes& read) {
  assert(old_size <= size);
  std::vector<std::pair<std::uint64_t, std::uint64_t>> parts;
  if (old_size == 0 || old_size == size) return Proof();
  std::uint64_t begin = 0;
  std::uint64_t end = size;
  while (old_size < end) {
    const std::uint64_t middle = begin + Split(end - begin);
    if (old_size <= middle) {
      parts.emplace_back(middle, end);
      end = middle;
    } else {
      parts.emplace_back(begin, middle);
      begin = middle;
    }
  }
  // What is left of the old tree here; when that is all of it, whoever checks has it already.
  if (begin != 0) parts.emplace_back(begin, end);
  return ProofOf(parts, read);
}

std::optional<Hash> InclusionRoot(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                  std::span<const Hash> proof) {
  if (index >= size) return std::nullopt;
  Hash hash = leaf;
  std::uint64_t last = size - 1;
  std::size_t used = 0;
  // Upward until the tree has one node; a last node without a sibling moves up as it is.
  for (; last > 0; index >>= 1, last >>= 1) {
    if (index == last && (index & 1) == 0) continue;
    if (used == proof.size()) return std::nullopt;
    const Hash& sibling = proof[used++];
    hash = (index & 1) != 0 ? NodeHash(sibling, hash) : NodeHash(hash, sibling);
  }
  if (used != proof.size()) return std::nullopt;
  return hash;
}

bool CheckConsistency(std::uint64_t old_size, const Hash& old_root, std::uint64_t size,
                      const Hash& root, std::span<const Hash> proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == EmptyRoot();
  // RFC 9162, section 2.1.4.2: climb from the last leaf of the old tree, in both trees at once.
  std::uint64_t node = old_size - 1;
  std::uint64_t last = size - 1;
  for (; (node & 1) != 0; node >>= 1) last >>= 1;
  std::size_t used = 0;
  Hash old_hash = old_root;
  if (node != 0) {
    if (proof.empty()) return false;
    old_hash = proof[used++];
  }
  Hash new_hash = old_hash;
  for (; last > 0; node >>= 1, last >>= 1) {
    if (node == last && (node & 1) == 0) continue;
    if (used == proof.size()) return false;
    const Hash& sibling = proof[used++];
    if ((node & 1) != 0) {
      old_hash = NodeHash(sibling, old_hash);
      new_hash = NodeHash(sibling, new_hash);
    } else {
      new_hash = NodeHash(new_hash, sibling);
    }
  }
  return used == proof.size() && old_hash == old_root && new_hash == root;
}

}  // namespace daybook::tree
