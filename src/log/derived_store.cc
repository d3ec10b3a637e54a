#include "log/derived_store.h"

#include <rocksdb/db.h>
#include <rocksdb/table.h>

#include <system_error>

#include "log/keys.h"
#include "log/rocks.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;

using keys::kPositionKey;
using keys::kVersionKey;

rocksdb::Options StoreOptions(rocksdb::Env* env, DerivedStore::Merging merging) {
  rocksdb::Options options;
  options.env = rocks::DiskOr(env);
  options.create_if_missing = true;
  // Not synced: after a power failure whatever is whole, up to the first doubt, is kept, and the
  // follower goes on from there.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  options.max_background_jobs = 2;
  options.max_file_opening_threads = rocks::kOpeningThreads;
  options.avoid_flush_during_shutdown = true;  // all that counts is in the write-ahead log
  options.info_log = rocks::NoLogFile();
  options.write_buffer_size = 32UL * 1024 * 1024;
  options.level_compaction_dynamic_level_bytes = true;
  options.compression = rocksdb::kLZ4Compression;
  rocks::SetInsertedInOrder(options);
  if (merging == DerivedStore::Merging::kBySize) rocks::SetMergedBySize(options);
  return options;
}

}  // namespace

Result<std::unique_ptr<DerivedStore>> DerivedStore::OpenStore(
    const std::filesystem::path& directory, rocksdb::Env* env, Merging merging) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  if (error) {
    return Fail(ErrorCode::kIo, "Could not make " + directory.string() + ": " + error.message());
  }
  rocksdb::DB* db = nullptr;
  const auto status = rocksdb::DB::Open(StoreOptions(env, merging), directory.string(), &db);
  if (!status.ok()) {
    auto failure = ToError(status, "open " + directory.string());
    failure.error().detail +=
        ". It is derived from the book: remove the directory, and it is made "
        "anew";
    return failure;
  }
  std::unique_ptr<DerivedStore> store(new DerivedStore(std::unique_ptr<rocksdb::DB>(db)));
  const auto ready = rocks::MakeResumable(*db, db->DefaultColumnFamily());
  if (!ready.ok()) return ToError(ready, "make ready for a full disk " + directory.string());
  return store;
}

DerivedStore::Batch::Batch() : batch_(std::make_unique<rocksdb::WriteBatch>()) {}
DerivedStore::Batch::~Batch() = default;
DerivedStore::Batch::Batch(Batch&&) noexcept = default;
DerivedStore::Batch& DerivedStore::Batch::operator=(Batch&&) noexcept = default;

void DerivedStore::Batch::Put(std::string_view key, std::string_view value) {
  const auto status = batch_->Put(Slice(key), Slice(value));
  static_cast<void>(status);  // only a batch with a size limit refuses
}

void DerivedStore::Batch::Delete(std::string_view key) {
  const auto status = batch_->Delete(Slice(key));
  static_cast<void>(status);
}

DerivedStore::DerivedStore(std::unique_ptr<rocksdb::DB> db) : db_(std::move(db)) {}

DerivedStore::~DerivedStore() {
  const rocksdb::Status closed = db_->Close();  // a loss is made good by the follower
  static_cast<void>(closed);
}

Result<std::unique_ptr<DerivedStore>> DerivedStore::Open(const std::filesystem::path& directory,
                                                         std::uint32_t version, Position size,
                                                         rocksdb::Env* env, Merging merging) {
  auto store = OpenStore(directory, env, merging);
  if (!store) return store;
  const auto found = (*store)->Get(kVersionKey);
  const auto position = (*store)->position();
  if (!found) return std::unexpected(found.error());
  if (!position) return std::unexpected(position.error());
  const std::string wanted = std::to_string(version);
  if (*found == wanted && *position <= size) return store;
  if (*found) {
    store->reset();
    if (const auto emptied = rocksdb::DestroyDB(directory.string(), StoreOptions(env, merging));
        !emptied.ok()) {
      return ToError(emptied, "empty " + directory.string());
    }
    store = OpenStore(directory, env, merging);
    if (!store) return store;
  }
  Batch batch;
  batch.Put(kVersionKey, wanted);
  if (auto written = (*store)->Write(std::move(batch), 0); !written) {
    return std::unexpected(std::move(written.error()));
  }
  return store;
}

Result<Position> DerivedStore::position() const {
  const auto value = Get(kPositionKey);
  if (!value) return std::unexpected(value.error());
  return *value ? keys::LastNumber(**value) : 0;
}

Result<void> DerivedStore::Write(Batch batch, Position position) {
  batch.Put(kPositionKey, keys::Number(position));
  const auto status = db_->Write({}, batch.batch_.get());
  if (!status.ok()) return ToError(status, "write to a derived store");
  return {};
}

Result<void> DerivedStore::Resume() {
  const auto status = db_->Resume();
  if (!status.ok()) return ToError(status, "resume a derived store");
  const auto ready = rocks::MakeResumable(*db_, db_->DefaultColumnFamily());
  if (!ready.ok()) return ToError(ready, "make a derived store ready for a full disk");
  return {};
}

Result<std::optional<std::string>> DerivedStore::Get(std::string_view key) const {
  std::string value;
  const auto status = db_->Get({}, Slice(key), &value);
  if (status.ok()) return value;
  if (status.IsNotFound()) return std::nullopt;
  return ToError(status, "read a derived store");
}

DerivedStore::Cursor DerivedStore::NewCursor() const {
  return Cursor(std::unique_ptr<rocksdb::Iterator>(db_->NewIterator({})));
}

}  // namespace daybook
