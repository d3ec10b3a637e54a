#include "tree/tree.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <map>

#include "tree/proof.h"

namespace daybook::tree {
namespace {

std::string Hex(const Hash& hash) {
  std::string hex;
  for (const auto byte : hash) hex += fmt::format("{:02x}", byte);
  return hex;
}

// RFC 6962's definition, word for word: the reference the quick ways are held to.
Hash DefinedRoot(std::span<const Hash> leaves) {
  if (leaves.empty()) return EmptyRoot();
  if (leaves.size() == 1) return leaves.front();
  const std::size_t k = std::bit_floor(leaves.size() - 1);
  return NodeHash(DefinedRoot(leaves.first(k)), DefinedRoot(leaves.subspan(k)));
}

// A tree kept in memory.
class Kept {
 public:
  void Append(const Hash& leaf) {
    leaves_.push_back(leaf);
    std::vector<Node> keep;
    frontier_.Append(leaf, keep);
    for (const Node& node : keep) nodes_[node.id] = node.hash;
  }

  void Grow(std::size_t size) {
    while (leaves_.size() < size) Append(LeafHash(fmt::format("leaf {}", leaves_.size())));
  }

  ReadNodes reader() const {
    return [this](NodeId first, std::uint64_t count) -> Result<std::vector<Hash>> {
      ++reads;
      std::vector<Hash> hashes;
      for (std::uint64_t i = 0; i < count; ++i) {
        const auto node = nodes_.find({first.level, first.index + i});
        if (node == nodes_.end()) return Fail(ErrorCode::kNotFound, "not kept");
        hashes.push_back(node->second);
      }
      return hashes;
    };
  }

  const Frontier& frontier() const { return frontier_; }
  std::span<const Hash> leaves() const { return leaves_; }
  mutable std::size_t reads = 0;

 private:
  Frontier frontier_;
  std::vector<Hash> leaves_;
  std::map<NodeId, Hash> nodes_;
};

// The inputs that the public implementations of RFC 6962 share as test vectors.
const std::vector<std::string> kInputs = {
    "",
    std::string(1, '\0'),
    "\x10",
    "\x20\x21",
    "\x30\x31",
    "\x40\x41\x42\x43",
    "\x50\x51\x52\x53\x54\x55\x56\x57",
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"};

TEST(Tree, HasTheRootsOfThePublicVectors) {
  Kept tree;
  EXPECT_EQ(Hex(tree.frontier().Root()),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  std::map<std::size_t, std::string> roots;
  for (const std::string& input : kInputs) {
    tree.Append(LeafHash(input));
    roots[tree.frontier().size()] = Hex(tree.frontier().Root());
  }
  EXPECT_EQ(roots[1], "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(roots[3], "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77");
  EXPECT_EQ(roots[8], "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

TEST(Tree, GrowsToTheRootThatIsDefined) {
  Kept tree;
  for (std::size_t size = 1; size <= 300; ++size) {
    tree.Grow(size);
    ASSERT_EQ(tree.frontier().Root(), DefinedRoot(tree.leaves())) << size;
    ASSERT_EQ(*RootAt(size, tree.reader()), tree.frontier().Root()) << size;
  }
}

TEST(Tree, HoldsAcrossTileEdges) {
  Kept tree;
  for (const std::size_t size :
       {0U, 1U, 2U, 255U, 256U, 257U, 65'535U, 65'536U, 65'537U, 70'000U}) {
    tree.Grow(size);
    const Hash root = DefinedRoot(tree.leaves());
    EXPECT_EQ(tree.frontier().Root(), root) << size;
    const auto loaded = Frontier::Load(size, tree.reader());
    ASSERT_TRUE(loaded) << size;
    EXPECT_EQ(loaded->Root(), root) << size;
    if (size == 0) continue;
    for (const std::size_t index : {std::size_t{0}, size / 2, size - 1}) {
      const auto proof = ProveInclusion(index, size, tree.reader());
      ASSERT_TRUE(proof);
      EXPECT_EQ(InclusionRoot(tree.leaves()[index], index, size, *proof), root);
    }
  }
}

TEST(Tree, AFrontierThatWasLoadedGrowsAlike) {
  Kept tree;
  tree.Grow(777);
  auto loaded = Frontier::Load(500, tree.reader());
  std::vector<Node> keep;
  for (const Hash& leaf : tree.leaves().subspan(500)) loaded->Append(leaf, keep);
  EXPECT_EQ(loaded->Root(), tree.frontier().Root());
}

TEST(Proof, EveryLeafOfEverySmallTreeIsProvenAndNothingElseIs) {
  Kept tree;
  tree.Grow(70);
  for (std::uint64_t size = 1; size <= 70; ++size) {
    const Hash root = DefinedRoot(tree.leaves().first(size));
    for (std::uint64_t index = 0; index < size; ++index) {
      auto proof = ProveInclusion(index, size, tree.reader());
      ASSERT_TRUE(proof);
      const Hash leaf = tree.leaves()[index];
      ASSERT_EQ(InclusionRoot(leaf, index, size, *proof), root) << index << " of " << size;
      EXPECT_NE(InclusionRoot(tree.leaves()[index ^ 1], index, size, *proof), root);
      if (index + 1 < size) {
        EXPECT_NE(InclusionRoot(leaf, index + 1, size, *proof), root);
      }
      proof->push_back(root);
      EXPECT_EQ(InclusionRoot(leaf, index, size, *proof), std::nullopt);
      proof->resize(proof->size() - 1);
      if (proof->empty()) continue;
      proof->back()[7] ^= 1;
      EXPECT_NE(InclusionRoot(leaf, index, size, *proof), root);
      proof->pop_back();
      EXPECT_EQ(InclusionRoot(leaf, index, size, *proof), std::nullopt);
    }
    EXPECT_EQ(InclusionRoot(root, size, size, {}), std::nullopt);
  }
}

TEST(Proof, EveryPairOfSmallTreesIsConsistentAndNoOtherIs) {
  Kept tree;
  tree.Grow(70);
  for (std::uint64_t size = 0; size <= 70; ++size) {
    const Hash root = DefinedRoot(tree.leaves().first(size));
    for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
      const Hash old_root = DefinedRoot(tree.leaves().first(old_size));
      auto proof = ProveConsistency(old_size, size, tree.reader());
      ASSERT_TRUE(proof);
      ASSERT_TRUE(CheckConsistency(old_size, old_root, size, root, *proof))
          << old_size << " in " << size;
      Hash other = old_root;
      other[3] ^= 1;
      EXPECT_FALSE(CheckConsistency(old_size, other, size, root, *proof));
      if (old_size > 0) {  // every tree begins with the empty one
        EXPECT_FALSE(CheckConsistency(old_size, old_root, size, other, *proof));
      }
      EXPECT_FALSE(CheckConsistency(size + 1, old_root, size, root, *proof));
      for (std::size_t i = 0; i < proof->size(); ++i) {
        (*proof)[i][0] ^= 1;
        EXPECT_FALSE(CheckConsistency(old_size, old_root, size, root, *proof));
        (*proof)[i][0] ^= 1;
      }
      proof->push_back(root);
      EXPECT_FALSE(CheckConsistency(old_size, old_root, size, root, *proof));
      if (proof->size() == 1) continue;
      proof->resize(proof->size() - 2);
      EXPECT_FALSE(CheckConsistency(old_size, old_root, size, root, *proof));
    }
  }
}

TEST(Proof, IsMadeOfABoundedNumberOfReads) {
  Kept tree;
  tree.Grow(70'000);
  tree.reads = 0;
  ASSERT_TRUE(ProveInclusion(12'345, 70'000, tree.reader()));
  EXPECT_LE(tree.reads, 17U + 17U) << "one for each complete subtree along the way";
}

}  // namespace
}  // namespace daybook::tree
