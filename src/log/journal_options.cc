#include "log/journal_options.h"

#include <rocksdb/cache.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <memory>
#include <string>
#include <string_view>

#include "log/keys.h"
#include "log/rocks.h"

namespace daybook {
namespace {

void SetCompression(rocksdb::ColumnFamilyOptions& options, rocksdb::CompressionType type) {
  options.compression_per_level.assign(static_cast<std::size_t>(options.num_levels), type);
}

rocksdb::ColumnFamilyOptions FamilyOptions() {
  rocksdb::ColumnFamilyOptions options;
  options.memtable_protection_bytes_per_key = 8;  // memory is checked, too
  options.write_buffer_size = 32UL * 1024 * 1024;
  options.max_write_buffer_number = 3;
  options.level_compaction_dynamic_level_bytes = true;
  // One thread merges tables, and may be at large ones for long. Meanwhile others gather, which
  // makes looking for something take longer; to wait would take longer still.
  options.level0_slowdown_writes_trigger = 100;
  options.level0_stop_writes_trigger = 200;
  SetCompression(options, rocksdb::kLZ4Compression);
  options.compression_per_level[0] = rocksdb::kNoCompression;  // that is merged soon
  rocks::SetInsertedInOrder(options);
  return options;
}

rocksdb::BlockBasedTableOptions TableOptions(const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.format_version = 5;
  return table;
}

void SetTable(rocksdb::ColumnFamilyOptions& options, const rocksdb::BlockBasedTableOptions& table) {
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
}

}  // namespace

rocksdb::DBOptions JournalDatabase(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = rocks::DiskOr(env);
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  // Half a record at the end was never acknowledged. Anything else that does not add up is
  // damage, and the default mode would silently drop every acknowledged record after it.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  // Nor can RocksDB tell a log whose end was lost, or is hidden. What it read is not put into
  // tables, and the log not removed, before somebody has: a bit that is read wrong once, or is put
  // right again, must not cost what was acknowledged. (More than a write buffer has room for is.)
  options.avoid_flush_during_recovery = true;
  options.paranoid_checks = true;
  options.max_total_wal_size = 256UL * 1024 * 1024;  // bounds what a start has to replay
  options.max_background_jobs = 2;
  options.max_file_opening_threads = rocks::kOpeningThreads;
  options.avoid_flush_during_shutdown = true;  // all that counts is in the write-ahead log
  options.info_log = rocks::NoLogFile();
  return options;
}

std::vector<rocksdb::ColumnFamilyDescriptor> JournalFamilies(std::size_t cache_bytes) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.reserve(keys::kFamilyNames.size());
  for (const std::string_view name : keys::kFamilyNames) {
    families.emplace_back(std::string(name), FamilyOptions());
  }
  // Indexes and filters of tables stay in memory, as long as the book is open. Only ids are looked
  // for that may not be there; and what is read on and on has few large blocks.
  rocksdb::BlockBasedTableOptions table = TableOptions(rocksdb::NewLRUCache(cache_bytes));
  for (rocksdb::ColumnFamilyDescriptor& family : families) SetTable(family.options, table);
  table.block_size = 8UL * 1024;
  SetTable(families[keys::kEntries].options, table);
  SetTable(families[keys::kNodes].options, table);
  table.block_size = rocksdb::BlockBasedTableOptions().block_size;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::ColumnFamilyOptions& ids = families[keys::kIds].options;
  SetTable(ids, table);
  // Most ids that are looked for are new. Saying so takes no search of what was stored lately.
  ids.memtable_prefix_bloom_size_ratio = 0.05;
  ids.memtable_whole_key_filtering = true;
  rocks::SetMergedBySize(ids);
  rocks::SetMergedBySize(families[keys::kStreams].options);
  // Of what is stored in the order of its keys, tables are moved down a level as they are, if they
  // are compressed the same on all of them: nothing is written twice. LZ4 takes a third more room
  // than Zstandard does, and is read twice as fast.
  SetCompression(families[keys::kEntries].options, rocksdb::kLZ4Compression);
  SetCompression(families[keys::kNodes].options, rocksdb::kNoCompression);  // hashes
  return families;
}

}  // namespace daybook
