// How many events were acknowledged, kept outside the database.
//
//   high-water := 20 digits '\n'
//
// RocksDB cannot tell a write-ahead log whose end was lost, or hidden behind a damaged length,
// from one whose last write was torn: it opens, with fewer events than were promised. This file
// can. It is written in place after each group is synced and before anyone is told, and not synced
// itself: it outlives the process, and after a power failure it may only be too low.

#ifndef DAYBOOK_LOG_HIGH_WATER_H_
#define DAYBOOK_LOG_HIGH_WATER_H_

#include <filesystem>
#include <memory>

#include "daybook/error.h"
#include "daybook/event.h"

namespace daybook {

/// The file, open for as long as the book is. Owned by the commit thread.
class HighWater {
 public:
  /// Opens the file at `path` and holds the book's `size` against it: kCorrupt when more events
  /// were acknowledged than the book has. Makes it when it is not there.
  static Result<std::unique_ptr<HighWater>> Open(const std::filesystem::path& path, Position size);
  ~HighWater();
  HighWater(const HighWater&) = delete;
  HighWater& operator=(const HighWater&) = delete;

  /// Puts down that `size` events are about to be acknowledged.
  Result<void> Write(Position size);

 private:
  explicit HighWater(int file) : file_(file) {}

  const int file_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_HIGH_WATER_H_
