// What every RocksDB here has in common.

#ifndef DAYBOOK_LOG_ROCKS_H_
#define DAYBOOK_LOG_ROCKS_H_

#include <rocksdb/slice.h>
#include <rocksdb/status.h>

#include <expected>
#include <memory>
#include <string_view>

#include "daybook/error.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class Logger;
struct ColumnFamilyOptions;
struct WriteOptions;
}  // namespace rocksdb

namespace daybook::rocks {

/// For `info_log`. RocksDB would keep a log file beside its data; once the disk is full it cannot,
/// and Debian's build, which has its assertions on, ends the process at the next line. What went
/// wrong is in the statuses, and told by us.
std::shared_ptr<rocksdb::Logger> NoLogFile();

/// For `max_file_opening_threads`: RocksDB would start sixteen for each family, most of which find
/// nothing to open.
inline constexpr int kOpeningThreads = 2;

/// To be called when the store is open, and each time it was resumed after a full disk: so that it
/// can be resumed again. RocksDB then begins a new write-ahead log only if there is anything in
/// memory, and goes on with the one that could not be written otherwise, which ends the process.
/// This puts something there, which nobody sees and which is lost with the process: no disk is
/// asked for it.
rocksdb::Status MakeResumable(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family);

/// The machine's disk when none is given.
rocksdb::Env* DiskOr(rocksdb::Env* given);

/// To write so that it is durable when the write returns.
rocksdb::WriteOptions Synced();

/// For what writes its keys in order, as far as a batch goes. A key is then looked for from the one
/// before with the same first byte, and not from the top of the skip list: most of what a write
/// costs is comparing keys.
void SetInsertedInOrder(rocksdb::ColumnFamilyOptions& options);

/// How many tables gather before any are merged by their size. A key is looked for in each of them:
/// with twelve, that took as much time as was won by merging less.
inline constexpr int kTablesGathered = 8;

/// For keys that belong anywhere among those there are. Tables are merged with others of about
/// their size, and not each time with all there is: the more there is, the more that would cost
/// whoever writes.
void SetMergedBySize(rocksdb::ColumnFamilyOptions& options);

inline rocksdb::Slice Slice(std::string_view text) { return {text.data(), text.size()}; }
inline std::string_view View(rocksdb::Slice slice) { return {slice.data(), slice.size()}; }

/// A failed status as an error; `doing` says what was tried, as in "read entry 7".
inline std::unexpected<Error> ToError(const rocksdb::Status& status, std::string_view doing) {
  // RocksDB waits for room by itself, and is busy with that meanwhile.
  const bool full = status.IsNoSpace() || status.IsBusy();
  const ErrorCode code = full                    ? ErrorCode::kNoSpace
                         : status.IsCorruption() ? ErrorCode::kCorrupt
                                                 : ErrorCode::kIo;
  return Fail(code, "Could not " + std::string(doing) + ": " + status.ToString());
}

}  // namespace daybook::rocks

#endif  // DAYBOOK_LOG_ROCKS_H_
