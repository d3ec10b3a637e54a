#include "log/journal_copies.h"

#include <fmt/format.h>
#include <rocksdb/env.h>
#include <rocksdb/utilities/backup_engine.h>

#include "log/rocks.h"
#include "log/small_file.h"

namespace daybook {

using rocks::ToError;

JournalCopies::JournalCopies(std::unique_ptr<rocksdb::BackupEngine> engine)
    : engine_(std::move(engine)) {}
JournalCopies::~JournalCopies() = default;

Result<std::unique_ptr<JournalCopies>> JournalCopies::Open(const std::filesystem::path& directory) {
  if (auto made = MakeDirectory(directory); !made) return std::unexpected(std::move(made.error()));
  const rocksdb::BackupEngineOptions options(directory.string());
  rocksdb::BackupEngine* engine = nullptr;
  const rocksdb::Status opened =
      rocksdb::BackupEngine::Open(options, rocksdb::Env::Default(), &engine);
  if (!opened.ok()) return ToError(opened, "open the copies in " + directory.string());
  return std::unique_ptr<JournalCopies>(
      new JournalCopies(std::unique_ptr<rocksdb::BackupEngine>(engine)));
}

Result<std::uint32_t> JournalCopies::Add(rocksdb::DB& store, const std::function<bool()>& go_on) {
  rocksdb::CreateBackupOptions options;
  // Tables are shared between copies, a write-ahead log is copied each time: it is kept short.
  options.flush_before_backup = true;
  options.progress_callback = [&] {
    if (!go_on()) engine_->StopBackup();
  };
  rocksdb::BackupID number = 0;
  const rocksdb::Status made = engine_->CreateNewBackup(options, &store, &number);
  if (!made.ok()) return ToError(made, "copy the journal");
  if (auto verified = Verify(number); !verified) {
    return std::unexpected(std::move(verified.error()));
  }
  return number;
}

std::vector<JournalCopy> JournalCopies::List() const {
  std::vector<rocksdb::BackupInfo> infos;
  engine_->GetBackupInfo(&infos);
  std::vector<JournalCopy> copies;
  copies.reserve(infos.size());
  for (const rocksdb::BackupInfo& info : infos) copies.push_back({info.backup_id, info.size});
  return copies;
}

Result<void> JournalCopies::Verify(std::uint32_t number) const {
  const rocksdb::Status status = engine_->VerifyBackup(number, true);
  if (!status.ok()) return ToError(status, fmt::format("verify copy {} of the journal", number));
  return {};
}

Result<void> JournalCopies::Restore(std::uint32_t number,
                                    const std::filesystem::path& directory) const {
  const std::string to = directory.string();
  const rocksdb::Status status = engine_->RestoreDBFromBackup(number, to, to);
  if (!status.ok()) return ToError(status, fmt::format("restore copy {} of the journal", number));
  return {};
}

Result<void> JournalCopies::Remove(std::uint32_t number) {
  const rocksdb::Status status = engine_->DeleteBackup(number);
  if (!status.ok()) return ToError(status, fmt::format("remove copy {} of the journal", number));
  return {};
}

}  // namespace daybook
