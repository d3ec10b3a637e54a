// How the family of streams holds which entries are of a subject: in rows of revisions that were
// stored together.
//
// What is stored of a subject at once is one row, or few, since a key costs as much as many
// positions do. Where rows begin depends on how the events came, and means nothing to who reads
// them. Who writes them must not let two overlap: what a kill left of a part is written over by
// rows that begin at the same revisions.

#ifndef DAYBOOK_LOG_STREAM_ROWS_H_
#define DAYBOOK_LOG_STREAM_ROWS_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "log/keys.h"
#include "log/posting_rows.h"

namespace daybook {

/// How many revisions a row has at most: to find one of them, all are read. A part of the format,
/// for the sake of what a kill left.
inline constexpr std::size_t kRevisionsOfRow = 128;

/// The value of a row: the first position, 8 bytes, and the steps to the others. `positions` are
/// ascending, and at least one.
inline std::string StreamRowValue(std::span<const Position> positions) {
  return keys::Number(positions.front()) + StepsOf(positions);
}

/// The positions in a row, of the revision in its key and those after it; none when it is not one
/// that was written so.
inline std::vector<Position> PositionsOfStreamRow(std::string_view value) {
  const std::string_view first = value.substr(0, keys::kNumberBytes);
  std::vector<Position> positions = PositionsOfRow(first, value.substr(first.size()));
  return StreamRowValue(positions) == value ? positions : std::vector<Position>();
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_STREAM_ROWS_H_
