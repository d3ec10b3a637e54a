// Verifying a daemon: everything it serves of its book, hashed again.

#include <fmt/format.h>

#include <map>

#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/verify.h"
#include "tree/tile.h"

namespace daybook::tools {
namespace {

using tree::Hash;
using tree::kTileLevels;
using tree::kTileWidth;
using tree::Tile;

// Downloads a book tile by tile. A fault it finds in what it is given is kCorrupt.
class Download {
 public:
  Download(HttpClient& client, std::uint64_t size, std::optional<std::uint64_t> since)
      : client_(client), size_(size), since_(since) {
    NoteSince();
  }

  // All entries, in bundles, and the tiles of their hashes.
  Result<void> ReadEntries(Progress& progress) {
    for (std::uint64_t index = 0; frontier_.size() < size_; ++index) {
      const std::uint64_t width = std::min(kTileWidth, size_ - frontier_.size());
      auto read = ReadBundle({.entries = true, .level = 0, .index = index, .width = width});
      if (!read) return read;
      progress.Update(frontier_.size(), frontier_.size());
    }
    return {};
  }

  // The tiles above, held against what the entries came to.
  Result<void> ReadTilesAbove() {
    for (const auto& [level, hashes] : above_) {
      for (std::size_t first = 0; first < hashes.size(); first += kTileWidth) {
        const std::uint64_t width = std::min<std::uint64_t>(kTileWidth, hashes.size() - first);
        const Tile tile{.entries = false,
                        .level = level / kTileLevels,
                        .index = first / kTileWidth,
                        .width = width};
        auto same = ReadTile(tile, std::span(hashes).subspan(first, width));
        if (!same) return same;
      }
    }
    return {};
  }

  const tree::Frontier& frontier() const { return frontier_; }
  const std::optional<Hash>& since_root() const { return since_root_; }

 private:
  Result<std::string> Get(const Tile& tile) {
    auto response = Accepted(client_.Send({.target = "/v1/log/tile/" + tile.Path()}));
    if (!response) return std::unexpected(std::move(response.error()));
    return std::move(response->body);
  }

  Result<void> ReadBundle(const Tile& bundle) {
    const auto bytes = Get(bundle);
    if (!bytes) return std::unexpected(bytes.error());
    const auto entries = tree::ParseBundle(*bytes);
    if (!entries || entries->size() != bundle.width) {
      return Fail(ErrorCode::kCorrupt, "The bundle " + bundle.Path() + " is not one of " +
                                           std::to_string(bundle.width) + " entries");
    }
    std::vector<Hash> leaves;
    for (const std::string_view entry : *entries) leaves.push_back(tree::LeafHash(entry));
    Tile tile = bundle;
    tile.entries = false;
    if (auto same = ReadTile(tile, leaves); !same) return same;
    for (const Hash& leaf : leaves) Append(leaf);
    return {};
  }

  // Whether a tile is made of these hashes; else, the first position at which it is not.
  Result<void> ReadTile(const Tile& tile, std::span<const Hash> hashes) {
    const auto bytes = Get(tile);
    if (!bytes) return std::unexpected(bytes.error());
    if (bytes->size() != hashes.size() * sizeof(Hash)) {
      return Fail(ErrorCode::kCorrupt, "The tile " + tile.Path() + " has not the size of one");
    }
    for (std::size_t i = 0; i < hashes.size(); ++i) {
      const std::string_view served = std::string_view(*bytes).substr(i * sizeof(Hash));
      if (std::equal(hashes[i].begin(), hashes[i].end(), served.begin(),
                     [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); })) {
        continue;
      }
      const std::uint64_t first = (tile.first().index + i) << tile.first().level;
      return Fail(
          ErrorCode::kCorrupt,
          fmt::format("What is served from position {} on does not hash to what the tile {} "
                      "has of it. First wrong position: {}",
                      first, tile.Path(), first));
    }
    return {};
  }

  void Append(const Hash& leaf) {
    nodes_.clear();
    frontier_.Append(leaf, nodes_);
    for (const tree::Node& node : nodes_) {
      if (node.id.level > 0) above_[node.id.level].push_back(node.hash);
    }
    NoteSince();
  }

  void NoteSince() {
    if (since_ == frontier_.size()) since_root_ = frontier_.Root();
  }

  HttpClient& client_;
  const std::uint64_t size_;
  const std::optional<std::uint64_t> since_;
  tree::Frontier frontier_;
  std::vector<tree::Node> nodes_;
  std::map<unsigned, std::vector<Hash>> above_;  // kept nodes above the leaves, by level
  std::optional<Hash> since_root_;
};

}  // namespace

Result<Verified> VerifyDaemon(Console& console, HttpClient& client, const Verification& wanted) {
  const auto checkpoint = Accepted(client.Send({.target = "/v1/log/checkpoint"}));
  if (!checkpoint) return std::unexpected(checkpoint.error());
  const auto head = wanted.policy.Open(checkpoint->body);
  if (!head) return NotAsSigned(console, head.error().detail);
  Download download(client, head->size,
                    wanted.since ? std::optional(wanted.since->size) : std::nullopt);
  Progress progress(console, head->size);
  auto read = download.ReadEntries(progress);
  if (read) read = download.ReadTilesAbove();
  progress.Clear();
  if (!read && read.error().code != ErrorCode::kCorrupt) return std::unexpected(read.error());
  if (!read) return NotAsSigned(console, read.error().detail);
  if (download.frontier().Root() != head->root) {
    return NotAsSigned(
        console, fmt::format("The {} entries do not hash to the root that {} signed: at least "
                             "one of them was changed",
                             Grouped(head->size), head->origin));
  }
  if (!AgreesWithSince(console, wanted, download.since_root(), head->size)) return Verified{};
  console.out << fmt::format("All {} events of {} are served as they were signed.\n",
                             Grouped(head->size), head->origin);
  return Verified{.exit = Exit::kOk, .checkpoint = checkpoint->body};
}

}  // namespace daybook::tools
