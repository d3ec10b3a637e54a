// RocksDB itself, given what Daybook keeps of an event, and nothing that it is kept for: no id is
// looked up, nothing is hashed or signed, nobody is asked who they are. Writers are threads,
// whose batches RocksDB gathers into groups by itself.

#include <rocksdb/db.h>
#include <rocksdb/slice_transform.h>

#include <atomic>
#include <memory>

#include "log/journal_options.h"
#include "log/keys.h"
#include "log/rocks.h"
#include "tools/bench/peers/in_process.h"

namespace daybook::bench {
namespace {

using keys::kEntries;
using keys::kIds;
using keys::kMeta;
using keys::kNodes;
using keys::kStreams;
using keys::Posting;

constexpr std::size_t kSearch = keys::kFamilyNames.size();  // beside those

// As the journal's families are set up; but that what belongs anywhere is put as it comes, and not
// in the order of its keys, which is what a hint of where to insert is for.
std::vector<rocksdb::ColumnFamilyDescriptor> Families() {
  constexpr std::size_t kCacheBytes = 64UL * 1024 * 1024;
  std::vector<rocksdb::ColumnFamilyDescriptor> families = JournalFamilies(kCacheBytes);
  families.emplace_back("search", families[keys::kStreams].options);
  for (const std::size_t family : {std::size_t{keys::kStreams}, std::size_t{keys::kIds}, kSearch}) {
    families[family].options.memtable_insert_with_hint_prefix_extractor.reset();
  }
  return families;
}

class Database {
 public:
  static Result<std::unique_ptr<Database>> Open(const std::string& path) {
    std::unique_ptr<Database> database(new Database);
    rocksdb::DB* db = nullptr;
    const auto status =
        rocksdb::DB::Open(JournalDatabase(nullptr), path, Families(), &database->families_, &db);
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
    Put(batch, kMeta, "head", std::string(200, 's'));
    const auto written = db_->Write(rocks::Synced(), &batch);
    if (!written.ok()) return Fail(ErrorCode::kIo, written.ToString());
    return {};
  }

 private:
  Database() : revisions_(kSubjects) {}

  void Put(rocksdb::WriteBatch& batch, std::size_t family, std::string_view key,
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
