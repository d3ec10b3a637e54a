#include "log/rocks.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>

namespace daybook::rocks {
namespace {

class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

}  // namespace

std::shared_ptr<rocksdb::Logger> NoLogFile() { return std::make_shared<NoLog>(); }

rocksdb::Status MakeResumable(rocksdb::DB& db, rocksdb::ColumnFamilyHandle* family) {
  rocksdb::WriteOptions in_memory;
  in_memory.disableWAL = true;
  return db.Delete(in_memory, family, "\xff");  // behind every key there is
}

rocksdb::Env* DiskOr(rocksdb::Env* given) {
  return given != nullptr ? given : rocksdb::Env::Default();
}

rocksdb::WriteOptions Synced() {
  rocksdb::WriteOptions options;
  options.sync = true;
  return options;
}

void SetInsertedInOrder(rocksdb::ColumnFamilyOptions& options) {
  options.memtable_insert_with_hint_prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(1));
}

void SetMergedBySize(rocksdb::ColumnFamilyOptions& options) {
  options.compaction_style = rocksdb::kCompactionStyleUniversal;
  options.level0_file_num_compaction_trigger = kTablesGathered;
  // RocksDB would merge all there is once a month, which removes nothing here.
  options.ttl = 0;
  options.periodic_compaction_seconds = 0;
}

}  // namespace daybook::rocks
