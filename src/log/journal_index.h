// The streams and ids of a journal: which entries are of a subject, and where an id is.

#ifndef DAYBOOK_LOG_JOURNAL_INDEX_H_
#define DAYBOOK_LOG_JOURNAL_INDEX_H_

#include <future>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <span>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "log/recent_rows.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
}  // namespace rocksdb

namespace daybook {

/// Keys as scattered as these cost several times the entry itself when each is put into RocksDB as
/// it comes. So the newest are kept in memory and, some ten thousands at a time, written in the
/// order of the keys, on a thread of its own, where each is put beside the one before. They follow
/// from the entries: what a kill loses is read from those when the journal is opened.
///
/// Reads are thread-safe. One thread, the commit thread, adds.
class JournalIndex {
 public:
  /// What is referred to must outlive it. `rows_in_memory` as in BookOptions.
  JournalIndex(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& streams,
               rocksdb::ColumnFamilyHandle& ids, std::size_t rows_in_memory);
  ~JournalIndex() = default;  ///< Waits for what is being stored.
  JournalIndex(const JournalIndex&) = delete;
  JournalIndex& operator=(const JournalIndex&) = delete;

  /// How many entries have their rows on disk.
  Result<Position> stored() const;

  /// Sees to it that there is room for more rows: mostly it has nothing to do, or begins to store
  /// some. Waits when the last ones are not stored yet. Fails when they cannot be, e.g. with
  /// kNoSpace; they stay here, and it can be tried again.
  Result<void> MakeRoom();

  /// Stores what it can, so that the next opening need not read the entries. Nothing is added
  /// after.
  void StoreAll();

  /// Of entries that are on disk. Fails with kCorrupt when one is not of the next revision of its
  /// subject.
  Result<void> Add(std::span<const IndexRow> rows);

  /// As Journal's functions of these names.
  Result<std::vector<std::optional<Position>>> FindKeys(const std::vector<EventKey>& keys) const;
  Result<std::vector<Position>> FindKeyPrefix(std::string_view prefix) const;
  Result<Revision> NextRevision(std::string_view subject) const;
  Result<std::vector<StreamEntry>> ReadStream(std::string_view subject, Revision from,
                                              std::size_t count_max) const;

 private:
  Result<void> FinishStoring();
  void Age();
  Result<void> Store();
  Result<std::vector<StreamEntry>> ReadStored(std::string_view subject, Revision from,
                                              Revision before, std::size_t count_max) const;

  // A subject's part of what is in memory: the revisions `first` ≤ … < `next`, and some of them.
  struct RecentPart {
    Revision first = UINT64_MAX;
    Revision next = 0;
    std::vector<StreamEntry> entries;
  };
  RecentPart ReadRecent(std::string_view subject, Revision from, std::size_t count_max) const;

  rocksdb::DB& db_;
  rocksdb::ColumnFamilyHandle& streams_;
  rocksdb::ColumnFamilyHandle& ids_;

  const std::size_t rows_in_memory_;

  mutable std::shared_mutex mutex_;
  RecentRows young_;                       // guarded by mutex_
  std::shared_ptr<const RecentRows> old_;  // guarded by mutex_; null unless it is being stored
  std::future<Result<void>> storing_;      // of the commit thread; last: it uses all of the above
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_JOURNAL_INDEX_H_
