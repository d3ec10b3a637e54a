#include "backup/backup.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "backup/files.h"
#include "backup/manifest.h"
#include "keyring/key_files.h"
#include "log/journal_copies.h"
#include "log/small_file.h"

namespace daybook::backup {
namespace {

namespace fs = std::filesystem;

Error Ended() { return {ErrorCode::kStopped, "The backup was ended before it was whole."}; }

// The last checkpoint is overwritten in place while we read: what was read twice was not torn.
Result<void> CopyPublished(const fs::path& from, const fs::path& to) {
  constexpr int kTries = 1'000;
  std::optional<std::string> before;
  for (int i = 0; i < kTries; ++i) {
    auto text = ReadSmallFile(from);
    if (!text) return std::unexpected(std::move(text.error()));
    if (!*text) return {};
    if (*text == before) return MakeSecretFile(to, **text);
    before = *std::move(text);
  }
  return Fail(ErrorCode::kBusy, "Could not read " + from.string() + ": it changes all the time.");
}

Result<void> CopyIfThere(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (!fs::exists(from, error)) return {};
  return CopyFile(from, to);
}

// A file has its content's name: one that is there need not be copied again.
Result<void> CopyEvidence(const fs::path& from, const fs::path& to, const GoOn& go_on) {
  const auto files = FilesBelow(from);
  if (!files) return std::unexpected(files.error());
  std::uint64_t done = 0;
  for (const std::string& file : *files) {
    if (!go_on("evidence", done++, files->size())) return std::unexpected(Ended());
    std::error_code error;
    if (file.starts_with("incoming/") || fs::exists(to / file, error)) continue;
    if (auto copied = CopyFile(from / file, to / file); !copied) return copied;
  }
  return {};
}

// Makes `to` what `from` is. The header goes before what it does not name any more.
Result<std::vector<std::string>> MirrorKeyring(const fs::path& from, const fs::path& to) {
  auto keys = FilesBelow(from);
  if (!keys) return keys;
  std::erase(*keys, "lock");
  if (!keys->empty()) {
    if (auto made = keyring::MakeSecretDirectory(to); !made) return std::unexpected(made.error());
  }
  for (auto key = keys->begin(); key != keys->end();) {
    const fs::path directory = (to / *key).parent_path();
    if (auto made = keyring::MakeSecretDirectory(directory); !made) {
      return std::unexpected(made.error());
    }
    const auto copied = CopyFile(from / *key, to / *key);
    std::error_code error;
    if (copied) {
      ++key;
    } else if (!fs::exists(from / *key, error)) {
      key = keys->erase(key);  // destroyed meanwhile
    } else {
      return std::unexpected(copied.error());
    }
  }
  const auto old = FilesBelow(to);
  if (!old) return old;
  for (const std::string& key : *old) {
    // Asked of the keyring itself: what was destroyed since it was listed goes as well.
    std::error_code error;
    if (fs::exists(from / key, error)) continue;
    if (auto gone = keyring::DestroyFile(to / key); !gone) return std::unexpected(gone.error());
    std::erase(*keys, key);
  }
  return keys;
}

Result<void> WriteKeyNames(const fs::path& part, const std::vector<std::string>& keys) {
  std::string names;
  for (const std::string& key : keys) names += fs::path(key).filename().string() + "\n";
  const fs::path path = part / "keys.part";
  if (auto made = MakeSecretFile(path, names); !made) return made;
  return MoveFile(path, part / "keys");
}

void Remove(const fs::path& directory, std::uint32_t number, JournalCopies& copies) {
  std::error_code error;
  fs::remove(PartOf(directory, number) / "manifest", error);  // none from here on
  fs::remove_all(PartOf(directory, number), error);
  const auto removed = copies.Remove(number);
  static_cast<void>(removed);  // it is no backup, and the next one tries again
}

// Those without a manifest were not finished.
void RemoveBroken(const fs::path& directory, JournalCopies& copies) {
  for (const JournalCopy& copy : copies.List()) {
    std::error_code error;
    const bool whole = fs::exists(PartOf(directory, copy.number) / "manifest", error);
    if (!whole && !error) Remove(directory, copy.number, copies);
  }
}

void KeepNewest(const fs::path& directory, std::size_t keep, JournalCopies& copies) {
  const std::vector<JournalCopy> all = copies.List();
  for (std::size_t i = 0; keep > 0 && i + keep < all.size(); ++i) {
    Remove(directory, all[i].number, copies);
  }
}

}  // namespace

Result<Backup> Make(const Source& source, const fs::path& to, std::size_t keep, Instant now,
                    const GoOn& go_on) {
  if (auto made = keyring::MakeSecretDirectory(to); !made) return std::unexpected(made.error());
  const auto lock = DirectoryLock::Take(to);
  if (!lock) return std::unexpected(lock.error());
  auto copies = JournalCopies::Open(to / "journal");
  if (!copies) return std::unexpected(std::move(copies.error()));
  RemoveBroken(to, **copies);
  Backup backup{.made = now, .events = source.book.size(), .keys = source.book.verifier_keys()};

  // Heads before the journal, which then has all that they promise; what the journal refers to, and
  // what it is sealed with, after it: both were on disk before it was.
  const fs::path heads = to / "heads";
  std::error_code error;
  fs::remove_all(heads, error);
  if (auto made = MakeDirectory(heads); !made) return std::unexpected(made.error());
  auto copied = CopyPublished(source.data / "published", heads / "published");
  if (copied) copied = CopyIfThere(source.data / "cosigned", heads / "cosigned");
  if (!copied) return std::unexpected(copied.error());
  std::uint64_t steps = 0;
  const auto number =
      source.book.CopyJournal(**copies, [&] { return go_on("journal", ++steps, 0); });
  if (!number) return std::unexpected(number.error());
  backup.number = *number;
  const fs::path part = PartOf(to, backup.number);
  fs::remove_all(part, error);
  copied = MoveFile(heads, part);
  if (copied) copied = CopyEvidence(source.data / "evidence", to / "evidence", go_on);
  if (copied) copied = CopyIfThere(source.data / "keyring-id", part / "keyring-id");
  if (!copied) return std::unexpected(copied.error());
  const auto keys = MirrorKeyring(source.keyring, to / "keyring");
  if (!keys) return std::unexpected(keys.error());
  copied = WriteKeyNames(part, *keys);
  if (copied) copied = WriteManifest(part, backup);
  if (!copied) return std::unexpected(copied.error());
  KeepNewest(to, keep, **copies);
  for (const JournalCopy& copy : (*copies)->List()) {
    if (copy.number == backup.number) backup.bytes = copy.bytes;
  }
  return backup;
}

}  // namespace daybook::backup
