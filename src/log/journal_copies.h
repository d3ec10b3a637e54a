// Copies of a journal, each of one moment, which share what they have in common (RocksDB's
// backups).

#ifndef DAYBOOK_LOG_JOURNAL_COPIES_H_
#define DAYBOOK_LOG_JOURNAL_COPIES_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "daybook/error.h"

namespace rocksdb {
class BackupEngine;
class DB;
}  // namespace rocksdb

namespace daybook {

/// One copy. The numbers grow.
struct JournalCopy {
  std::uint32_t number = 0;
  std::uint64_t bytes = 0;  ///< Of it alone, as if it shared nothing.
};

/// The copies in a directory. Not thread-safe; one at a time per directory, which its user sees to.
class JournalCopies {
 public:
  /// Opens the directory, making it when it is not there.
  static Result<std::unique_ptr<JournalCopies>> Open(const std::filesystem::path& directory);
  ~JournalCopies();
  JournalCopies(const JournalCopies&) = delete;
  JournalCopies& operator=(const JournalCopies&) = delete;

  /// Copies an open store as it is at a moment during this call; all that was synced before is in
  /// it. Then reads it again, and holds it against its checksums. `go_on` is asked every few MiB,
  /// and ends it when it says no. Gives the copy's number.
  Result<std::uint32_t> Add(rocksdb::DB& store, const std::function<bool()>& go_on);

  /// From the oldest to the newest.
  std::vector<JournalCopy> List() const;

  /// Reads all of it. Fails with kCorrupt when it is not as it was written.
  Result<void> Verify(std::uint32_t number) const;

  /// Makes a store of it, in a directory that is not there yet.
  Result<void> Restore(std::uint32_t number, const std::filesystem::path& directory) const;

  Result<void> Remove(std::uint32_t number);

 private:
  explicit JournalCopies(std::unique_ptr<rocksdb::BackupEngine> engine);

  std::unique_ptr<rocksdb::BackupEngine> engine_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_JOURNAL_COPIES_H_
