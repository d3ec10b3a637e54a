// The newest entries of a journal, in memory.

#ifndef DAYBOOK_LOG_RECENT_ENTRIES_H_
#define DAYBOOK_LOG_RECENT_ENTRIES_H_

#include <cstddef>
#include <deque>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook {

/// Whoever follows the book wants what was just written: followers, and as many streams as there
/// are readers. From here they take it without asking RocksDB for it, each anew. Thread-safe.
class RecentEntries {
 public:
  /// Keeps about so many bytes of entries.
  explicit RecentEntries(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Of the position after the last one that was added.
  void Add(Position position, std::string_view entry);

  /// Entries from `from` on, up to `count_max`, and not beginning another after `bytes_max` bytes;
  /// empty when the one at `from` is not here.
  std::vector<std::shared_ptr<const std::string>> ReadFrom(Position from, std::size_t count_max,
                                                           std::size_t bytes_max) const;

 private:
  const std::size_t bytes_max_;
  mutable std::shared_mutex mutex_;
  std::deque<std::shared_ptr<const std::string>> entries_;  // guarded by mutex_, as is what follows
  Position begin_ = 0;                                      // of the first of them
  std::size_t bytes_ = 0;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_RECENT_ENTRIES_H_
