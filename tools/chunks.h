// Newline-delimited JSON cut into chunks that are appended one at a time, each whole or not at all.

#ifndef DAYBOOK_TOOLS_CHUNKS_H_
#define DAYBOOK_TOOLS_CHUNKS_H_

#include <cstddef>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::tools {

/// Whole lines, none of them blank, each ended by a line feed.
struct Chunk {
  std::string body;
  std::vector<std::uint64_t> lines;  ///< Where in the file each event stands, from line 1.
};

struct ChunkLimits {
  /// Large enough that a sync is shared by many, small enough that progress is seen to move.
  std::size_t events = 1'000;
  std::size_t bytes = 4UL * 1024 * 1024;
  /// A line. The decoder has the exact limit of an event; this one bounds memory.
  std::size_t line_bytes = 1024UL * 1024;
};

/// Reads `in`, which must outlive it. Skips blank lines and a byte order mark; bounded memory.
class Chunks {
 public:
  explicit Chunks(std::istream& in, ChunkLimits limits = {});

  /// The next chunk, or nothing at the end. Fails with kTooLarge on a line over the limit, with
  /// kIo when the file cannot be read.
  Result<std::optional<Chunk>> Next();

  /// Bytes of the file that were read so far.
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  enum class Line { kText, kEnd, kTooLong, kUnreadable };
  Line ReadLine();

  std::istream& in_;
  ChunkLimits limits_;
  std::string buffer_;  ///< Room for a line and its terminator.
  std::string line_;    ///< The line read last, if it is not in a chunk yet.
  bool pending_ = false;
  std::uint64_t line_number_ = 0;
  std::uint64_t bytes_read_ = 0;
};

/// The faults of a refused chunk, with each pointer's index (`/17/time`) turned into the line of
/// the file it stands on (`line 118: /time`).
std::vector<Fault> AtLines(const std::vector<Fault>& faults,
                           const std::vector<std::uint64_t>& lines);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_CHUNKS_H_
