#include <rocksdb/db.h>
#include <rocksdb/utilities/options_util.h>

#include <filesystem>
#include <memory>
#include <vector>

#include "log/keys.h"
#include "tools/bench/peers/reading.h"

namespace daybook::bench {
namespace {

namespace fs = std::filesystem;

std::unexpected<Error> Failed(const rocksdb::Status& status) {
  return Fail(ErrorCode::kIo, status.ToString());
}

Result<void> CompactOne(const std::string& path) {
  rocksdb::DBOptions options;
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  // As the program that wrote it had set it up.
  if (auto loaded = rocksdb::LoadLatestOptions({}, path, &options, &families); !loaded.ok()) {
    return Failed(loaded);
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  if (auto status = rocksdb::DB::Open(options, path, families, &handles, &opened); !status.ok()) {
    return Failed(status);
  }
  const std::unique_ptr<rocksdb::DB> db(opened);
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForceOptimized;
  rocksdb::Status status;
  for (rocksdb::ColumnFamilyHandle* handle : handles) {
    if (status.ok()) status = db->CompactRange(all, handle, nullptr, nullptr);
  }
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  if (!status.ok()) return Failed(status);
  return {};
}

}  // namespace

Result<void> CompactRocks(const Load& load) {
  std::vector<fs::path> databases;
  for (const auto& entry : fs::recursive_directory_iterator(load.where)) {
    if (entry.path().filename() == "CURRENT") databases.push_back(entry.path().parent_path());
  }
  for (const fs::path& database : databases) {
    if (auto compacted = CompactOne(database.string()); !compacted) return compacted;
  }
  return {};
}

Result<Scanned> ScanRocks(const Load& load) {
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.reserve(keys::kFamilyNames.size());
  for (const std::string_view name : keys::kFamilyNames)
    families.emplace_back(std::string(name), rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  const auto status = rocksdb::DB::OpenForReadOnly({}, load.where, families, &handles, &opened);
  if (!status.ok()) return Failed(status);
  const std::unique_ptr<rocksdb::DB> db(opened);
  Scanned scanned;
  const auto begun = Clock::now();
  rocksdb::Status read;
  {
    rocksdb::ReadOptions once;
    once.fill_cache = false;
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator(once, handles[keys::kEntries]));
    for (it->SeekToFirst(); it->Valid(); it->Next(), ++scanned.events) {
      scanned.bytes += it->value().size();
    }
    read = it->status();
  }
  scanned.seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  if (!read.ok()) return Failed(read);
  return scanned;
}

}  // namespace daybook::bench
