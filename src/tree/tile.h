// Tiles (C2SP tlog-tiles): the tree cut into files that never change.
//
//   path := "tile/" level "/" N [".p/" width]         hashes
//         | "tile/entries/" N [".p/" width]           entries
//   N := ("x" 3 digits "/")* 3 digits; width := 1 … 255, of a tile at the right edge
//   tile := hash+ (32 bytes each); bundle := (length: 2 bytes, big-endian; entry)+

#ifndef DAYBOOK_TREE_TILE_H_
#define DAYBOOK_TREE_TILE_H_

#include <string>
#include <string_view>

#include "tree/tree.h"

namespace daybook::tree {

/// One tile, or one bundle of entries. A value.
struct Tile {
  bool entries = false;  ///< Entries; then `level` is 0.
  unsigned level = 0;    ///< Of the tile: its hashes are at level 8 · level of the tree.
  std::uint64_t index = 0;
  std::uint64_t width = kTileWidth;  ///< 256 when full.

  /// Reads what follows `tile/`. Fails with kNotFound: it is a path that names nothing.
  static Result<Tile> Parse(std::string_view path);
  std::string Path() const;

  /// The first of its hashes, or the leaf of its first entry.
  NodeId first() const { return {level * kTileLevels, index * kTileWidth}; }

  /// Whether a tree of `size` leaves has it: full, or at any width it ever had.
  bool IsIn(std::uint64_t size) const;

  bool operator==(const Tile&) const = default;
};

/// Appends an entry to a bundle. `entry` has at most 65,535 bytes.
void AppendToBundle(std::string& bundle, std::string_view entry);

/// The entries of a bundle, which they point into.
Result<std::vector<std::string_view>> ParseBundle(std::string_view bundle);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_TILE_H_
