#include "log/recent_rows.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <span>

#include "log/keys.h"
#include "log/stream_rows.h"

namespace daybook {
namespace {

std::uint64_t FirstBytes(std::string_view key) {
  std::uint64_t bytes = 0;
  assert(key.size() >= sizeof bytes);
  std::memcpy(&bytes, key.data(), sizeof bytes);
  return bytes;
}

}  // namespace

bool RecentRows::Add(const IndexRow& row) {
  auto stream = streams_.find(row.subject);
  if (stream == streams_.end()) {
    stream = streams_.try_emplace(std::string(row.subject), Stream{row.revision, {}}).first;
  }
  if (row.revision != stream->second.first + stream->second.positions.size()) return false;
  stream->second.positions.push_back(row.position);
  ids_.emplace(FirstBytes(keys::Id(row.key)), Id{row.key, row.position});
  end_ = row.position + 1;
  return true;
}

std::optional<Position> RecentRows::Find(const EventKey& key) const {
  const auto [begin, end] = ids_.equal_range(FirstBytes(keys::Id(key)));
  for (auto id = begin; id != end; ++id) {
    if (id->second.key == key) return id->second.position;
  }
  return std::nullopt;
}

void RecentRows::FindPrefix(std::string_view prefix, std::vector<Position>& positions) const {
  const auto [begin, end] = ids_.equal_range(FirstBytes(prefix));
  for (auto id = begin; id != end; ++id) {
    if (keys::Id(id->second.key).starts_with(prefix)) positions.push_back(id->second.position);
  }
}

const RecentRows::Stream* RecentRows::FindStream(std::string_view subject) const {
  const auto found = streams_.find(subject);
  return found == streams_.end() ? nullptr : &found->second;
}

RecentRows::Stored RecentRows::OfStreams() const {
  Stored rows;
  rows.reserve(streams_.size());
  for (const auto& [subject, stream] : streams_) {
    const std::span all(stream.positions);
    for (std::size_t at = 0; at < all.size(); at += kRevisionsOfRow) {
      rows.emplace_back(
          keys::Stream(subject, stream.first + at),
          StreamRowValue(all.subspan(at, std::min(kRevisionsOfRow, all.size() - at))));
    }
  }
  std::ranges::sort(rows);
  return rows;
}

RecentRows::Stored RecentRows::OfIds() const {
  Stored rows;
  rows.reserve(size());
  for (const auto& [hash, id] : ids_) {
    rows.emplace_back(keys::Id(id.key), keys::Number(id.position));
  }
  std::ranges::sort(rows);
  return rows;
}

}  // namespace daybook
