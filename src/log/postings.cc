#include "log/postings.h"

#include <algorithm>

#include "log/posting_rows.h"

namespace daybook {
namespace {

// Entries of a stream that are read at a time.
constexpr std::size_t kStreamEntries = 256;

std::optional<Position> FindIn(const std::vector<Position>& ascending, Position position,
                               bool descending) {
  const auto from = std::ranges::lower_bound(ascending, position);
  if (from != ascending.end() && (*from == position || !descending)) return *from;
  if (!descending || from == ascending.begin()) return std::nullopt;
  return *(from - 1);
}

}  // namespace

Result<std::optional<Position>> Positions::Seek(Position position, bool descending) {
  const bool within = !loaded_.empty() && loaded_.front() <= position && position <= loaded_.back();
  if (!within) {
    auto loaded = Load(position, descending);
    if (!loaded) return std::unexpected(std::move(loaded.error()));
    loaded_ = *std::move(loaded);
  }
  return FindIn(loaded_, position, descending);
}

Postings::Postings(const DerivedStore& store, keys::Posting attribute, std::string_view value)
    : prefix_(keys::PostingPrefix(attribute, value)), cursor_(store.NewCursor()) {}

Result<std::vector<Position>> Postings::Load(Position position, bool descending) {
  std::vector<Position> row;
  const auto here = [&] {
    // A value with a NUL in it, which no event has, would begin like keys of another value.
    return cursor_.Valid() && cursor_.key().starts_with(prefix_) &&
           cursor_.key().size() == prefix_.size() + 8;
  };
  std::string key = prefix_;
  keys::AppendNumber(key, position);
  cursor_.SeekForPrev(key);
  if (here()) row = PositionsOfRow(cursor_.key(), cursor_.value());
  if (!descending && (row.empty() || row.back() < position)) {
    cursor_.Seek(key);
    row = here() ? PositionsOfRow(cursor_.key(), cursor_.value()) : std::vector<Position>();
  }
  if (auto status = cursor_.status(); !status) return std::unexpected(status.error());
  return row;
}

// Positions of a stream ascend as its revisions do: the place is found by halving.
Result<std::vector<Position>> StreamPositions::Load(Position position, bool descending) {
  const auto next = journal_.NextRevision(subject_);
  if (!next) return std::unexpected(next.error());
  Revision low = 0;  // the first revision of a position ≥ `position`, or one after the last
  for (Revision high = *next; low < high;) {
    const Revision middle = low + (high - low) / 2;
    const auto entry = journal_.ReadStream(subject_, middle, 1);
    if (!entry) return std::unexpected(entry.error());
    if (!entry->empty() && entry->front().position < position) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const Revision before = descending ? kStreamEntries - 1 : 0;
  const auto stream = journal_.ReadStream(subject_, low - std::min(low, before), kStreamEntries);
  if (!stream) return std::unexpected(stream.error());
  std::vector<Position> positions;
  positions.reserve(stream->size());
  for (const StreamEntry& entry : *stream) positions.push_back(entry.position);
  return positions;
}

Result<std::optional<Meeting>> NextInAll(const std::vector<std::unique_ptr<Positions>>& all,
                                         Position position, bool descending,
                                         std::size_t seeks_max) {
  // Whoever is not at `position` says where it is next, and all are asked again from there.
  std::size_t seeks = 0;
  for (std::size_t agreed = 0, i = 0; agreed < all.size(); i = (i + 1) % all.size()) {
    if (seeks++ == seeks_max) return Meeting{position, false};
    const auto next = all[i]->Seek(position, descending);
    if (!next) return std::unexpected(next.error());
    if (!*next) return std::nullopt;
    agreed = **next == position ? agreed + 1 : 1;
    position = **next;
  }
  return Meeting{position, true};
}

}  // namespace daybook
