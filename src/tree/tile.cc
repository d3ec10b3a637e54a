#include "tree/tile.h"

#include <fmt/format.h>

#include <cassert>

#include "tree/checkpoint.h"

namespace daybook::tree {
namespace {

constexpr unsigned kLevels = 8;          // 8 · 8 levels hold 2^64 leaves
constexpr std::size_t kIndexGroups = 7;  // 10^21 > 2^64

std::unexpected<Error> NoTile(std::string_view path) {
  return Fail(ErrorCode::kNotFound, fmt::format("'{}' names no tile.", path.substr(0, 64)));
}

// Takes "x001/x234/067" off the front of `path`.
std::optional<std::uint64_t> TakeIndex(std::string_view& path) {
  std::uint64_t index = 0;
  for (std::size_t group = 0; group < kIndexGroups; ++group) {
    const bool more = path.starts_with('x');
    if (more) path.remove_prefix(1);
    if (path.size() < 3) return std::nullopt;
    std::uint64_t digits = 0;
    for (const char c : path.substr(0, 3)) {
      if (c < '0' || c > '9') return std::nullopt;
      digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
    }
    if (index > (UINT64_MAX - digits) / 1000) return std::nullopt;
    index = index * 1000 + digits;
    path.remove_prefix(3);
    if (!more) return index;
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
  }
  return std::nullopt;
}

std::string IndexPath(std::uint64_t index) {
  std::string path = fmt::format("{:03}", index % 1000);
  while (index >= 1000) {
    index /= 1000;
    path = fmt::format("x{:03}/{}", index % 1000, path);
  }
  return path;
}

}  // namespace

Result<Tile> Tile::Parse(std::string_view path) {
  const std::string_view whole = path;
  Tile tile;
  const std::size_t slash = path.find('/');
  if (slash == path.npos) return NoTile(whole);
  if (const std::string_view level = path.substr(0, slash); level == "entries") {
    tile.entries = true;
  } else {
    const auto number = ParseSize(level);
    if (!number || *number >= kLevels) return NoTile(whole);
    tile.level = static_cast<unsigned>(*number);
  }
  path.remove_prefix(slash + 1);
  const auto index = TakeIndex(path);
  if (!index) return NoTile(whole);
  tile.index = *index;
  if (path.starts_with(".p/")) {
    const auto width = ParseSize(path.substr(3));
    if (!width || *width == 0 || *width >= kTileWidth) return NoTile(whole);
    tile.width = *width;
    path = {};
  }
  // Of all the ways to write a number one is right: no group of zeros in front.
  if (!path.empty() || tile.Path() != whole) return NoTile(whole);
  return tile;
}

std::string Tile::Path() const {
  std::string path =
      (entries ? std::string("entries") : std::to_string(level)) + "/" + IndexPath(index);
  if (width != kTileWidth) path += fmt::format(".p/{}", width);
  return path;
}

bool Tile::IsIn(std::uint64_t size) const {
  const std::uint64_t across = size >> (level * kTileLevels);  // hashes at its level
  return index <= across / kTileWidth && index * kTileWidth + width <= across;
}

void AppendToBundle(std::string& bundle, std::string_view entry) {
  assert(entry.size() <= UINT16_MAX);
  bundle += static_cast<char>(entry.size() >> 8);
  bundle += static_cast<char>(entry.size() & 0xFF);
  bundle += entry;
}

Result<std::vector<std::string_view>> ParseBundle(std::string_view bundle) {
  std::vector<std::string_view> entries;
  while (!bundle.empty()) {
    if (bundle.size() < 2) return Fail(ErrorCode::kMalformed, "A bundle ends within a length.");
    const std::size_t length = static_cast<std::size_t>(static_cast<std::uint8_t>(bundle[0])) << 8 |
                               static_cast<std::uint8_t>(bundle[1]);
    if (bundle.size() - 2 < length) {
      return Fail(ErrorCode::kMalformed, "A bundle ends within an entry.");
    }
    entries.push_back(bundle.substr(2, length));
    bundle.remove_prefix(2 + length);
  }
  return entries;
}

}  // namespace daybook::tree
