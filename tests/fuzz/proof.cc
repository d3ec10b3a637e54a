// Proofs: checked against a second way to compute each, straight from the recursive definitions of
// RFC 6962, with sizes up to 2^64 and hashes from anywhere.

#include "tree/proof.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <utility>

#include "fuzz/fuzz.h"

namespace daybook::tree {
namespace {

using fuzz::Require;
using Hashes = std::span<const Hash>;

constexpr std::uint64_t kLeaves = 600;  // more than two tiles

std::uint64_t Split(std::uint64_t n) { return std::bit_floor(n - 1); }

// PATH of section 2.1.1, read backward: the root it leads to.
std::optional<Hash> PathRoot(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                             Hashes proof) {
  if (index >= size) return std::nullopt;
  if (size == 1) return proof.empty() ? std::optional(leaf) : std::nullopt;
  if (proof.empty()) return std::nullopt;
  const std::uint64_t split = Split(size);
  const Hashes below = proof.first(proof.size() - 1);
  const auto side = index < split ? PathRoot(leaf, index, split, below)
                                  : PathRoot(leaf, index - split, size - split, below);
  if (!side) return std::nullopt;
  return index < split ? NodeHash(*side, proof.back()) : NodeHash(proof.back(), *side);
}

// SUBPROOF of section 2.1.2, read backward: the old root and the new one.
using Roots = std::pair<Hash, Hash>;
std::optional<Roots> SubproofRoots(std::uint64_t old_size, std::uint64_t size, bool whole,
                                   const Hash& old_root, Hashes proof) {
  if (old_size == size) {
    if (proof.size() != (whole ? 0U : 1U)) return std::nullopt;
    const Hash& root = whole ? old_root : proof.front();
    return Roots{root, root};
  }
  if (proof.empty()) return std::nullopt;
  const std::uint64_t split = Split(size);
  const Hash& other = proof.back();
  const Hashes below = proof.first(proof.size() - 1);
  if (old_size <= split) {
    auto roots = SubproofRoots(old_size, split, whole, old_root, below);
    if (roots) roots->second = NodeHash(roots->second, other);
    return roots;
  }
  auto roots = SubproofRoots(old_size - split, size - split, false, old_root, below);
  if (roots) *roots = {NodeHash(other, roots->first), NodeHash(other, roots->second)};
  return roots;
}

// A tree of kLeaves leaves, and its root at every size.
class SmallTree {
 public:
  SmallTree() {
    Frontier frontier;
    std::vector<Node> nodes;
    roots.push_back(frontier.Root());
    for (std::uint64_t i = 0; i < kLeaves; ++i) {
      leaves.push_back(LeafHash(std::to_string(i)));
      frontier.Append(leaves.back(), nodes);
      roots.push_back(frontier.Root());
    }
    for (const Node& node : nodes) kept_.emplace(node.id, node.hash);
  }

  ReadNodes Reader() const {
    return [this](NodeId first, std::uint64_t count) -> Result<std::vector<Hash>> {
      std::vector<Hash> hashes;
      for (; count > 0; --count, ++first.index) {
        const auto node = kept_.find(first);
        if (node == kept_.end()) return Fail(ErrorCode::kCorrupt, "no such node");
        hashes.push_back(node->second);
      }
      return hashes;
    };
  }

  std::vector<Hash> leaves, roots;

 private:
  std::map<NodeId, Hash> kept_;
};

Proof ReadProof(std::string_view bytes) {
  Proof proof;
  for (; bytes.size() >= sizeof(Hash) && proof.size() <= 65; bytes.remove_prefix(sizeof(Hash))) {
    std::ranges::copy(bytes.substr(0, sizeof(Hash)), proof.emplace_back().begin());
  }
  return proof;
}

// Any numbers and hashes.
void CompareBothWays(fuzz::Input input) {
  const std::uint64_t index = input.Number();
  const std::uint64_t size = input.Number();
  const Hash leaf = LeafHash(input.Take(1));
  const Proof proof = ReadProof(input.rest());
  Require(InclusionRoot(leaf, index, size, proof) == PathRoot(leaf, index, size, proof),
          "both ways lead to the same root");
  if (index == 0 || index > size) return;
  const auto roots = SubproofRoots(index, size, true, leaf, proof);
  const Roots claimed = roots.value_or(Roots{leaf, leaf});
  Require(CheckConsistency(index, claimed.first, size, claimed.second, proof) ==
              (roots && roots->first == claimed.first),
          "both ways take the same proofs");
}

// Proofs that are right, and then one bit or one number is not.
void ProveAndChange(fuzz::Input input) {
  static const SmallTree tree;
  static const ReadNodes read = tree.Reader();
  const std::uint64_t size = 1 + input.Number() % kLeaves;
  const std::uint64_t index = input.Number() % size;
  const std::uint64_t change = input.Number();
  Proof proof = *ProveInclusion(index, size, read);
  const auto leads = [&](std::uint64_t i, std::uint64_t n) {
    return InclusionRoot(tree.leaves[index], i, n, proof) == tree.roots[n];
  };
  Require(leads(index, size), "an inclusion proof leads to the root");
  Require(!leads(index ^ 1, size) || size == index + 1, "not from another index");
  if (size > index + 1) Require(!leads(index, size - 1), "not in another size");
  const auto flip = [change](Proof& hashes) {
    Hash& hash = hashes[change / 256 % hashes.size()];
    hash[change / 8 % hash.size()] ^= static_cast<std::uint8_t>(1U << change % 8);
  };
  if (!proof.empty()) {
    flip(proof);
    Require(!leads(index, size), "not once it is changed");
  }

  const std::uint64_t old_size = index + 1;
  Proof grown = *ProveConsistency(old_size, size, read);
  const auto consistent = [&] {
    return CheckConsistency(old_size, tree.roots[old_size], size, tree.roots[size], grown);
  };
  Require(consistent(), "a consistency proof shows that the one begins with the other");
  Require(old_size == size ||
              !CheckConsistency(old_size, tree.roots[old_size - 1], size, tree.roots[size], grown),
          "not for another tree");
  grown.push_back(tree.leaves.front());
  Require(!consistent(), "not with a hash too many");
  grown.pop_back();
  if (grown.empty()) return;
  flip(grown);
  Require(!consistent(), "not once it is changed");
}

}  // namespace
}  // namespace daybook::tree

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  daybook::tree::CompareBothWays({data, size});
  daybook::tree::ProveAndChange({data, size});
  return 0;
}
