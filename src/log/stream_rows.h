// How the family of streams holds which entries are of a subject: in rows of revisions that were
// stored together.
//
// A subject's newest entries are stored as one row, since a key costs as much as many positions do.
// Where the rows begin depends on how the events came, and means nothing.

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

/// How many revisions a row has at most: to find one of them, all are read.
inline constexpr std::size_t kRevisionsOfRow = 128;

/// The value of a row: the first position, 8 bytes, and the steps to the others. `positions` are
/// ascending, and at least one.
inline std::string StreamRowValue(std::span<const Position> positions) {
  std::string value = keys::Number(positions.front());
  for (std::size_t i = 1; i < positions.size(); ++i) {
    AppendToRow(value, positions[i - 1], positions[i]);
  }
  return value;
}

/// The positions in a row, of the revision in its key and those after it. Ends at bytes that no
/// row has.
inline std::vector<Position> PositionsOfStreamRow(std::string_view value) {
  const std::string_view first = value.substr(0, keys::kNumberBytes);
  return PositionsOfRow(first, value.substr(first.size()));
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_STREAM_ROWS_H_
