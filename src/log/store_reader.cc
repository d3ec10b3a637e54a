#include "log/store_reader.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include "log/keys.h"
#include "log/rocks.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;

// Whoever writes to a store holds its file LOCK. Reading beside them would be reading what is being
// moved.
Result<void> CheckNoWriter(const std::filesystem::path& directory) {
  const int file = ::open((directory / "LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};  // never opened for writing here: a copy
  struct flock lock{};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool asked = ::fcntl(file, F_GETLK, &lock) == 0;
  ::close(file);
  if (!asked || lock.l_type == F_UNLCK) return {};
  return Fail(ErrorCode::kBusy, fmt::format("{} is open in process {}. Stop it first.",
                                            directory.string(), lock.l_pid));
}

// Everything is read once, in order: what was read is no use in a cache, and what comes next is
// wanted early.
rocksdb::ReadOptions ScanOptions() {
  rocksdb::ReadOptions options;
  options.fill_cache = false;
  options.readahead_size = 2UL * 1024 * 1024;
  return options;
}

}  // namespace

StoreReader::StoreReader(std::unique_ptr<rocksdb::DB> db,
                         std::vector<rocksdb::ColumnFamilyHandle*> families)
    : db_(std::move(db)), families_(std::move(families)) {}

StoreReader::~StoreReader() {
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family);
}

Result<std::unique_ptr<StoreReader>> StoreReader::Open(const std::filesystem::path& directory,
                                                       std::span<const std::string_view> names) {
  std::error_code error;
  if (!std::filesystem::exists(directory / "CURRENT", error)) {
    return Fail(ErrorCode::kNotFound, "There is no store in " + directory.string());
  }
  if (auto alone = CheckNoWriter(directory); !alone) return std::unexpected(alone.error());
  rocksdb::DBOptions options;
  // As the journal is opened: half a record at the end was never acknowledged.
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.max_open_files = -1;
  options.info_log = rocks::NoLogFile();  // nothing is written where it only reads
  std::vector<rocksdb::ColumnFamilyDescriptor> descriptors;
  for (const std::string_view name : names) {
    descriptors.emplace_back(std::string(name), rocksdb::ColumnFamilyOptions());
  }
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* db = nullptr;
  const auto status =
      rocksdb::DB::OpenForReadOnly(options, directory.string(), descriptors, &families, &db);
  if (!status.ok()) return ToError(status, "open " + directory.string());
  return std::unique_ptr<StoreReader>(
      new StoreReader(std::unique_ptr<rocksdb::DB>(db), std::move(families)));
}

Result<std::optional<std::string>> StoreReader::Get(std::size_t family,
                                                    std::string_view key) const {
  std::string value;
  const auto status = db_->Get({}, families_[family], Slice(key), &value);
  if (status.ok()) return value;
  if (status.IsNotFound()) return std::nullopt;
  return ToError(status, "read a store");
}

Result<DerivedReader> OpenDerived(const std::filesystem::path& directory, std::uint32_t version) {
  static constexpr std::string_view kFamilies[] = {"default"};
  auto reader = StoreReader::Open(directory, kFamilies);
  if (!reader) return std::unexpected(std::move(reader.error()));
  const auto stored = (*reader)->Get(0, keys::kVersionKey);
  if (!stored) return std::unexpected(stored.error());
  if (*stored != std::to_string(version)) {
    return Fail(ErrorCode::kNotFound,
                directory.string() +
                    " is of another version, and is made anew when the book is "
                    "opened.");
  }
  const auto position = (*reader)->Get(0, keys::kPositionKey);
  if (!position) return std::unexpected(position.error());
  return DerivedReader{.reader = *std::move(reader),
                       .position = *position ? keys::LastNumber(**position) : 0};
}

StoreCursor StoreReader::NewLookup(std::size_t family) const {
  return StoreCursor(std::unique_ptr<rocksdb::Iterator>(db_->NewIterator({}, families_[family])));
}

StoreCursor StoreReader::NewCursor(std::size_t family) const {
  return StoreCursor(
      std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(ScanOptions(), families_[family])));
}

}  // namespace daybook
