#include "tree/tree.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <string>

namespace daybook::tree {

Hash LeafHash(std::string_view entry) {
  thread_local std::string bytes;
  bytes.assign(1, '\0');
  bytes += entry;
  return Sha256(bytes);
}

Hash NodeHash(const Hash& left, const Hash& right) {
  std::array<char, 1 + 2 * sizeof(Hash)> bytes;
  bytes[0] = '\1';
  std::ranges::copy(left, bytes.begin() + 1);
  std::ranges::copy(right, bytes.begin() + 1 + sizeof(Hash));
  return Sha256({bytes.data(), bytes.size()});
}

Hash EmptyRoot() { return Sha256(""); }

Hash CompleteRoot(std::vector<Hash> nodes) {
  for (; nodes.size() > 1; nodes.resize(nodes.size() / 2)) {
    for (std::size_t i = 0; i < nodes.size() / 2; ++i) {
      nodes[i] = NodeHash(nodes[2 * i], nodes[2 * i + 1]);
    }
  }
  return nodes.front();
}

Result<Hash> ReadNode(NodeId id, const ReadNodes& read) {
  const unsigned above = id.level % kTileLevels;
  auto hashes = read({id.level - above, id.index << above}, std::uint64_t{1} << above);
  if (!hashes) return std::unexpected(std::move(hashes.error()));
  return CompleteRoot(*std::move(hashes));
}

Result<Frontier> Frontier::Load(std::uint64_t size, const ReadNodes& read) {
  Frontier frontier;
  frontier.size_ = size;
  std::uint64_t begin = 0;
  while (begin < size) {
    const auto level = static_cast<unsigned>(std::bit_width(size - begin) - 1);
    auto hash = ReadNode({level, begin >> level}, read);
    if (!hash) return std::unexpected(std::move(hash.error()));
    frontier.complete_.push_back(*hash);
    begin += std::uint64_t{1} << level;
  }
  return frontier;
}

void Frontier::AppendComplete(unsigned level, const Hash& root, std::vector<Node>& keep) {
  assert((size_ & ((std::uint64_t{1} << level) - 1)) == 0);
  if (level % kTileLevels == 0) keep.push_back({{level, size_ >> level}, root});
  Hash hash = root;
  // As in adding to a binary number: every one of the size from this digit on is a subtree that
  // the new one joins into one twice as large.
  unsigned at = level;
  for (; size_ >> at & 1; ++at) {
    hash = NodeHash(complete_.back(), hash);
    complete_.pop_back();
    if ((at + 1) % kTileLevels == 0) keep.push_back({{at + 1, size_ >> (at + 1)}, hash});
  }
  complete_.push_back(hash);
  size_ += std::uint64_t{1} << level;
}

Hash Frontier::Root() const {
  if (complete_.empty()) return EmptyRoot();
  Hash root = complete_.back();
  for (std::size_t i = complete_.size() - 1; i-- > 0;) root = NodeHash(complete_[i], root);
  return root;
}

Result<Hash> RootAt(std::uint64_t size, const ReadNodes& read) {
  const auto frontier = Frontier::Load(size, read);
  if (!frontier) return std::unexpected(frontier.error());
  return frontier->Root();
}

}  // namespace daybook::tree
