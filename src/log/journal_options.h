// How a journal has RocksDB set.

#ifndef DAYBOOK_LOG_JOURNAL_OPTIONS_H_
#define DAYBOOK_LOG_JOURNAL_OPTIONS_H_

#include <rocksdb/db.h>

#include <cstddef>
#include <vector>

namespace daybook {

/// Of the database. `env` is the disk it is on (BookOptions::env).
rocksdb::DBOptions JournalDatabase(rocksdb::Env* env);

/// Of its families, in the order of keys::Family, which share one block cache.
std::vector<rocksdb::ColumnFamilyDescriptor> JournalFamilies(std::size_t cache_bytes);

}  // namespace daybook

#endif  // DAYBOOK_LOG_JOURNAL_OPTIONS_H_
