// Backups of a book in a directory of their own, which share what they have in common.
//
//   DIR/journal/       copies of the journal (log/journal_copies.h)
//   DIR/evidence/      the files of evidence, as in the book's directory
//   DIR/keyring/       the keys, wrapped, as they were at the newest backup: one that was destroyed
//                      since an older one was made is destroyed here, too
//   DIR/N/             what else is in the book's directory: published, cosigned, keyring-id
//   DIR/N/keys         the names of the key files at the time, a line each
//   DIR/N/manifest     written last: a backup without it is none
//   DIR/lock           whoever makes a backup
//
//   manifest := "daybook-backup 1" LF "made " time LF "events " number LF
//               ("key " verifier key LF)+
//
// Neither the signing key nor the master key is in it, nor derived/, which is made anew.

#ifndef DAYBOOK_BACKUP_BACKUP_H_
#define DAYBOOK_BACKUP_BACKUP_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"

namespace daybook::backup {

/// What is copied.
struct Source {
  const Book& book;
  std::filesystem::path data;     ///< The book's directory.
  std::filesystem::path keyring;  ///< Need not be there.
};

/// How far it is. Says no to end it.
using GoOn = std::function<bool(std::string_view part, std::uint64_t done, std::uint64_t total)>;

/// One backup.
struct Backup {
  std::uint32_t number = 0;
  Instant made{};
  Position events = 0;      ///< It has at least these: all that was acknowledged before it began.
  std::uint64_t bytes = 0;  ///< Of its journal alone, as if it shared nothing.
  std::vector<std::string> keys;  ///< Verifier keys of the book.
};

/// Makes a backup while the book is appended to, and reads it again. With `keep` > 0, only so many
/// of the newest are kept. Fails with kBusy when another is being made there.
Result<Backup> Make(const Source& source, const std::filesystem::path& to, std::size_t keep,
                    Instant now, const GoOn& go_on);

/// The backups in a directory, from the oldest to the newest. Fails with kNotFound without any.
Result<std::vector<Backup>> List(const std::filesystem::path& directory);

/// The one with this number; the newest for 0. Fails with kNotFound.
Result<Backup> Find(const std::filesystem::path& directory, std::uint32_t number);

/// Reads all of it, and all evidence. Fails with kCorrupt when it is not as it was written.
Result<void> Verify(const std::filesystem::path& directory, const Backup& backup,
                    const GoOn& go_on);

/// How many keys it had that were destroyed since, and are not in it any more.
Result<std::size_t> CountLostKeys(const std::filesystem::path& directory, const Backup& backup);

/// Makes a book's directory and its keyring of it. Fails with kConflict when one of them is there
/// already; what a failure leaves is `data`.part, which is made anew.
Result<void> Restore(const std::filesystem::path& directory, const Backup& backup,
                     const std::filesystem::path& data, const std::filesystem::path& keyring,
                     const GoOn& go_on);

}  // namespace daybook::backup

#endif  // DAYBOOK_BACKUP_BACKUP_H_
