// Tiles: a path has one form and names what a tree of some size has; a bundle is its entries.

#include "tree/tile.h"

#include "fuzz/fuzz.h"

namespace {

using daybook::fuzz::Require;
using daybook::tree::Tile;

void ReadPath(std::string_view input) {
  const auto tile = Tile::Parse(input);
  if (!tile) return;
  Require(tile->Path() == input, "a path has one form");
  Require(!tile->IsIn(0), "an empty tree has no tiles");
  const std::uint64_t size = tile->index * daybook::tree::kTileWidth + tile->width;
  const bool small = tile->level == 0 && tile->index < UINT64_MAX / daybook::tree::kTileWidth;
  Require(!small || (tile->IsIn(size) && !tile->IsIn(size - 1)), "a tile comes with its last leaf");
}

void ReadBundle(std::string_view input) {
  const auto entries = daybook::tree::ParseBundle(input);
  if (!entries) return;
  std::string bundle;
  for (const std::string_view entry : *entries) daybook::tree::AppendToBundle(bundle, entry);
  Require(bundle == input, "a bundle is its entries");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ReadPath(daybook::fuzz::View(data, size));
  ReadBundle(daybook::fuzz::View(data, size));
  return 0;
}
