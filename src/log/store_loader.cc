#include "log/store_loader.h"

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include "log/keys.h"
#include "log/rocks.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;

// A table of the size RocksDB makes them itself.
constexpr std::uint64_t kTableBytes = 64UL * 1024 * 1024;

}  // namespace

StoreLoader::StoreLoader(std::filesystem::path directory, std::uint32_t version,
                         std::unique_ptr<DerivedStore> store)
    : directory_(std::move(directory)), version_(version), store_(std::move(store)) {}

StoreLoader::~StoreLoader() = default;

Result<std::unique_ptr<StoreLoader>> StoreLoader::Open(const std::filesystem::path& directory,
                                                       std::uint32_t version) {
  auto store = DerivedStore::OpenStore(directory, nullptr);
  if (!store) return std::unexpected(std::move(store.error()));
  return std::unique_ptr<StoreLoader>(new StoreLoader(directory, version, *std::move(store)));
}

Result<void> StoreLoader::Begin() {
  table_ =
      std::make_unique<rocksdb::SstFileWriter>(rocksdb::EnvOptions(), store_->db_->GetOptions());
  files_.push_back((directory_ / ("load-" + std::to_string(files_.size()) + ".sst")).string());
  const auto status = table_->Open(files_.back());
  if (!status.ok()) return ToError(status, "make " + files_.back());
  return {};
}

Result<void> StoreLoader::End() {
  const auto status = table_->Finish();
  table_.reset();
  if (!status.ok()) return ToError(status, "write " + files_.back());
  return {};
}

Result<void> StoreLoader::Put(std::string_view key, std::string_view value) {
  if (!table_) {
    if (auto begun = Begin(); !begun) return begun;
  }
  const auto status = table_->Put(Slice(key), Slice(value));
  if (!status.ok()) return ToError(status, "write " + files_.back());
  return table_->FileSize() < kTableBytes ? Result<void>() : End();
}

Result<std::unique_ptr<DerivedStore>> StoreLoader::Finish(Position position) {
  if (table_) {
    if (auto ended = End(); !ended) return std::unexpected(std::move(ended.error()));
  }
  if (!files_.empty()) {
    rocksdb::IngestExternalFileOptions options;
    options.move_files = true;
    const auto status = store_->db_->IngestExternalFile(files_, options);
    if (!status.ok()) return ToError(status, "take in the tables of " + directory_.string());
  }
  DerivedStore::Batch batch;
  batch.Put(keys::kVersionKey, std::to_string(version_));
  if (auto written = store_->Write(std::move(batch), position); !written) {
    return std::unexpected(std::move(written.error()));
  }
  return std::move(store_);
}

}  // namespace daybook
