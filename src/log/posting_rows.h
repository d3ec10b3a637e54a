// How the search index holds postings: in rows of the positions that came together.
//
// Each batch of a follower writes one row for each value, since a key costs as much as many
// positions do. Where the rows begin depends on how the events came, and means nothing.

#ifndef DAYBOOK_LOG_POSTING_ROWS_H_
#define DAYBOOK_LOG_POSTING_ROWS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "log/keys.h"

namespace daybook {

/// Adds a position to the value of a row: how far it is from the last one, 7 bits a byte, the
/// lowest first, all but the last byte with their highest bit set (LEB128).
inline void AppendToRow(std::string& value, Position last, Position position) {
  Position step = position - last;
  for (; step >= 0x80; step >>= 7) value += static_cast<char>(step | 0x80);
  value += static_cast<char>(step);
}

/// What a row has of ascending positions, all but the first.
inline std::string StepsOf(std::span<const Position> positions) {
  std::string steps;
  for (std::size_t i = 1; i < positions.size(); ++i) {
    AppendToRow(steps, positions[i - 1], positions[i]);
  }
  return steps;
}

/// The positions of a row, ascending: that of its key and those of its value. Ends at bytes that
/// no row has.
inline std::vector<Position> PositionsOfRow(std::string_view key, std::string_view value) {
  std::vector<Position> positions = {keys::LastNumber(key)};
  Position step = 0;
  unsigned shift = 0;
  for (const char c : value) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (shift > 63) break;
    step |= Position{byte & 0x7FU} << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    if (step == 0) break;
    positions.push_back(positions.back() + step);
    step = 0;
    shift = 0;
  }
  return positions;
}

}  // namespace daybook

#endif  // DAYBOOK_LOG_POSTING_ROWS_H_
