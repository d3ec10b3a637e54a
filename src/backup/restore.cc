// Finding, verifying and restoring what is there.

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <system_error>

#include "backup/backup.h"
#include "backup/files.h"
#include "backup/manifest.h"
#include "keyring/key_files.h"
#include "log/journal_copies.h"
#include "log/small_file.h"

namespace daybook::backup {
namespace {

namespace fs = std::filesystem;

Error EndedEarly() { return {ErrorCode::kStopped, "It was ended before it was done."}; }

// Opening copies makes a directory: not where there are none.
Result<std::unique_ptr<JournalCopies>> OpenCopies(const fs::path& directory) {
  std::error_code error;
  if (!fs::exists(directory / "journal", error)) {
    return Fail(ErrorCode::kNotFound, "There is no backup in " + directory.string() + ".");
  }
  return JournalCopies::Open(directory / "journal");
}

Result<void> CopyTree(std::string_view name, const fs::path& from, const fs::path& to,
                      const GoOn& go_on) {
  const auto files = FilesBelow(from);
  if (!files) return std::unexpected(files.error());
  std::uint64_t done = 0;
  for (const std::string& file : *files) {
    if (!go_on(name, done++, files->size())) return std::unexpected(EndedEarly());
    if (auto copied = CopyFile(from / file, to / file); !copied) return copied;
  }
  return {};
}

Result<void> RestoreKeyring(const fs::path& from, const fs::path& to) {
  const auto files = FilesBelow(from);
  if (!files) return std::unexpected(files.error());
  if (files->empty()) return {};
  if (auto made = keyring::MakeSecretDirectory(to); !made) return made;
  for (const std::string& file : *files) {
    if (auto made = keyring::MakeSecretDirectory((to / file).parent_path()); !made) return made;
    if (auto copied = CopyFile(from / file, to / file); !copied) return copied;
  }
  return {};
}

bool IsThere(const fs::path& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

}  // namespace

Result<std::vector<Backup>> List(const fs::path& directory) {
  const auto copies = OpenCopies(directory);
  if (!copies) return std::unexpected(copies.error());
  std::vector<Backup> backups;
  for (const JournalCopy& copy : (*copies)->List()) {
    auto backup = ReadManifest(PartOf(directory, copy.number));
    if (!backup && backup.error().code == ErrorCode::kNotFound) continue;  // not finished
    if (!backup) return std::unexpected(std::move(backup.error()));
    backup->number = copy.number;
    backup->bytes = copy.bytes;
    backups.push_back(*std::move(backup));
  }
  if (!backups.empty()) return backups;
  return Fail(ErrorCode::kNotFound, "There is no backup in " + directory.string() + ".");
}

Result<Backup> Find(const fs::path& directory, std::uint32_t number) {
  auto backups = List(directory);
  if (!backups) return std::unexpected(std::move(backups.error()));
  if (number == 0) return backups->back();
  for (Backup& backup : *backups) {
    if (backup.number == number) return std::move(backup);
  }
  return Fail(ErrorCode::kNotFound,
              fmt::format("There is no backup {} in {}.", number, directory.string()));
}

Result<void> Verify(const fs::path& directory, const Backup& backup, const GoOn& go_on) {
  if (!go_on("journal", 0, 0)) return std::unexpected(EndedEarly());
  const auto copies = OpenCopies(directory);
  if (!copies) return std::unexpected(copies.error());
  if (auto verified = (*copies)->Verify(backup.number); !verified) return verified;
  const fs::path evidence = directory / "evidence";
  const auto files = FilesBelow(evidence);
  if (!files) return std::unexpected(files.error());
  std::uint64_t done = 0;
  for (const std::string& file : *files) {
    if (!go_on("evidence", done++, files->size())) return std::unexpected(EndedEarly());
    if (file.ends_with(".part")) continue;  // of a backup that was not finished
    const auto digest = DigestOf(evidence / file);
    if (!digest) return std::unexpected(digest.error());
    if (*digest == fs::path(file).filename()) continue;
    return Fail(ErrorCode::kCorrupt, (evidence / file).string() + " is not what its name says.");
  }
  return {};
}

Result<std::size_t> CountLostKeys(const fs::path& directory, const Backup& backup) {
  std::ifstream names(PartOf(directory, backup.number) / "keys");
  if (!names) return Fail(ErrorCode::kCorrupt, "The backup lacks the names of its keys.");
  const auto files = FilesBelow(directory / "keyring");
  if (!files) return std::unexpected(files.error());
  std::vector<std::string> present;
  for (const std::string& file : *files) present.push_back(fs::path(file).filename().string());
  std::size_t lost = 0;
  for (std::string name; std::getline(names, name);) {
    if (std::ranges::find(present, name) == present.end()) ++lost;
  }
  return lost;
}

Result<void> Restore(const fs::path& directory, const Backup& backup, const fs::path& data,
                     const fs::path& keyring, const GoOn& go_on) {
  for (const fs::path& path : {data, keyring}) {
    if (!IsThere(path)) continue;
    return Fail(ErrorCode::kConflict,
                path.string() + " is there already, and nothing is overwritten.");
  }
  const auto copies = OpenCopies(directory);
  if (!copies) return std::unexpected(copies.error());
  fs::path part = data;
  part += ".part";
  std::error_code error;
  fs::remove_all(part, error);
  if (auto made = MakeDirectory(part); !made) return made;
  if (!go_on("journal", 0, 0)) return std::unexpected(EndedEarly());
  auto done = (*copies)->Restore(backup.number, part / "journal");
  if (done) done = CopyTree("evidence", directory / "evidence", part / "evidence", go_on);
  for (const char* const name : {"published", "cosigned", "keyring-id"}) {
    const fs::path file = PartOf(directory, backup.number) / name;
    if (done && IsThere(file)) done = CopyFile(file, part / name);
  }
  fs::path keys = keyring;
  keys += ".part";
  fs::remove_all(keys, error);
  if (done) done = RestoreKeyring(directory / "keyring", keys);
  if (done && IsThere(keys)) done = MoveFile(keys, keyring);
  if (!done) return done;
  return MoveFile(part, data);
}

}  // namespace daybook::backup
