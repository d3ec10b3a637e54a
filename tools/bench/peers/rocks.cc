// RocksDB itself, given what Daybook keeps of an event, and nothing that it is kept for: no id is
// looked up, nothing is hashed or signed, nobody is asked who they are. Writers are threads,
// whose batches RocksDB gathers into groups by itself.

#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>

#include <atomic>
#include <memory>

#include "log/keys.h"
#include "tools/bench/peers/in_process.h"

namespace daybook::bench {
namespace {

using keys::Posting;

// As the journal's families are set up (src/log/journal.cc).
rocksdb::Options RocksOptions() {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = rocksdb::NewLRUCache(64UL * 1024 * 1024);
  table.format_version = 5;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  rocksdb::Options options;
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.max_total_wal_size = 256UL * 1024 * 1024;
  options.max_background_jobs = 2;
  options.write_buffer_size = 32UL * 1024 * 1024;
  options.max_write_buffer_number = 3;
  options.level_compaction_dynamic_level_bytes = true;
  options.compression = rocksdb::kLZ4Compression;
  options.bottommost_compression = rocksdb::kZSTD;
  return options;
}

enum Family : std::size_t { kEntries, kStreams, kIds, kNodes, kSearch };

class Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const std::string& path) {
    std::unique_ptr<Database> database(new Database);
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const char* name : {"default", "streams", "ids", "nodes", "search"}) {
      families.emplace_back(name, RocksOptions());
    }
    rocksdb::DB* db = nullptr;
    const auto status =
        rocksdb::DB::Open(RocksOptions(), path, families, &database->families_, &db);
    if (!status.ok()) return Fail(ErrorCode::kIo, status.ToString());
    database->db_.reset(db);
    return database;
  }
  ~Database() {
    if (!db_) return;
    for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family);
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// With `all`, what follows from the entries, too: streams, ids, and the rows of search.
  Result<void> Commit(const std::vector<Event>& events, bool all) {
    rocksdb::WriteBatch batch;
    const Position first = size_.fetch_add(events.size());
    for (std::size_t i = 0; i < events.size(); ++i) {
      Put(batch, kEntries, keys::Number(first + i), events[i].json());
      if (all) AddIndexes(batch, events[i], first + i);
    }
    if (all) AddPostings(batch, events.size(), first);
    // The leaves of one commit are one row, and its head is as long as a signed one.
    Put(batch, kNodes, keys::Node(0, first), std::string(32 * events.size(), 'h'));
    Put(batch, kNodes, "head", std::string(200, 's'));
    rocksdb::WriteOptions synced;
    synced.sync = true;
    const auto written = db_->Write(synced, &batch);
    if (!written.ok()) return Fail(ErrorCode::kIo, written.ToString());
    return {};
  }

 private:
  Database() : revisions_(kSubjects) {}

  void Put(rocksdb::WriteBatch& batch, Family family, std::string_view key,
           std::string_view value) {
    const auto status = batch.Put(families_[family], rocksdb::Slice(key.data(), key.size()),
                                  rocksdb::Slice(value.data(), value.size()));
    static_cast<void>(status);  // only a batch with a size limit refuses
  }

  void AddIndexes(rocksdb::WriteBatch& batch, const Event& event, Position position) {
    const std::string number = keys::Number(position);
    const Revision revision = revisions_[event.subject_number()].fetch_add(1);
    Put(batch, kStreams, keys::Stream(event.subject(), revision), number);
    Put(batch, kIds, event.id().substr(0, 24), number);  // as random as a hash, and as long
    Put(batch, kSearch, keys::OccurredKey(Instant(std::chrono::seconds(position)), position), "");
  }

  // The postings of one commit are a row for each value, of some bytes an event.
  void AddPostings(rocksdb::WriteBatch& batch, std::size_t events, Position first) {
    for (const auto& [posting, value] :
         {std::pair(Posting::kType, kType), std::pair(Posting::kKind, kKind),
          std::pair(Posting::kActor, kActor)}) {
      Put(batch, kSearch, keys::PostingKey(posting, value, first), std::string(events - 1, 1));
    }
  }

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
  std::atomic<Position> size_ = 0;
  std::vector<std::atomic<Revision>> revisions_;
};

Result<Measured> Run(const Load& load, bool all) {
  auto database = Database::Open(load.where);
  if (!database) return std::unexpected(std::move(database.error()));
  return DriveThreads(load, [&]() -> CommitEvents {
    return [&](const std::vector<Event>& events) { return (*database)->Commit(events, all); };
  });
}

}  // namespace

Result<Measured> RunRocksCommit(const Load& load) { return Run(load, false); }
Result<Measured> RunRocksAll(const Load& load) { return Run(load, true); }

}  // namespace daybook::bench
