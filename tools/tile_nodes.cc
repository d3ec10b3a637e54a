#include "tools/tile_nodes.h"

#include <algorithm>
#include <cstring>

#include "tools/problem.h"
#include "tree/tile.h"

namespace daybook::tools {

using tree::Hash;
using tree::kTileLevels;
using tree::kTileWidth;

Result<const TileNodes::Nodes*> TileNodes::TileAt(unsigned level, std::uint64_t index) {
  const auto [kept, is_new] = last_.try_emplace(level);
  auto& [kept_index, nodes] = kept->second;
  if (!is_new && kept_index == index && !nodes.empty()) return &nodes;
  const std::uint64_t complete = size_ >> (level * kTileLevels);
  const tree::Tile tile{.entries = false,
                        .level = level,
                        .index = index,
                        .width = std::min(kTileWidth, complete - index * kTileWidth)};
  const auto response = Accepted(client_.Send({.target = "/v1/log/tile/" + tile.Path()}));
  if (!response) return std::unexpected(response.error());
  if (response->body.size() != tile.width * sizeof(Hash)) {
    return Fail(ErrorCode::kCorrupt, "The tile " + tile.Path() + " has not the size of one");
  }
  nodes.resize(tile.width);
  std::memcpy(nodes.data(), response->body.data(), response->body.size());
  kept_index = index;
  return &nodes;
}

Result<std::vector<Hash>> TileNodes::Read(tree::NodeId first, std::uint64_t count) {
  std::vector<Hash> hashes;
  hashes.reserve(count);
  while (hashes.size() < count) {
    const std::uint64_t at = first.index + hashes.size();
    const auto nodes = TileAt(first.level / kTileLevels, at / kTileWidth);
    if (!nodes) return std::unexpected(nodes.error());
    const std::uint64_t from = at % kTileWidth;
    if (from >= (*nodes)->size()) return Fail(ErrorCode::kCorrupt, "A tile ends too early");
    const std::uint64_t taken = std::min((*nodes)->size() - from, count - hashes.size());
    const auto begin = (*nodes)->begin() + static_cast<std::ptrdiff_t>(from);
    hashes.insert(hashes.end(), begin, begin + static_cast<std::ptrdiff_t>(taken));
  }
  return hashes;
}

}  // namespace daybook::tools
