// What a backup says of itself.

#ifndef DAYBOOK_BACKUP_MANIFEST_H_
#define DAYBOOK_BACKUP_MANIFEST_H_

#include <filesystem>

#include "backup/backup.h"

namespace daybook::backup {

/// Below a backup's directory, where its own files are.
std::filesystem::path PartOf(const std::filesystem::path& directory, std::uint32_t number);

/// Puts a backup in force: all else of it is on disk.
Result<void> WriteManifest(const std::filesystem::path& part, const Backup& backup);

/// Without `number` and `bytes`. Fails with kNotFound, kUnsupported or kCorrupt.
Result<Backup> ReadManifest(const std::filesystem::path& part);

}  // namespace daybook::backup

#endif  // DAYBOOK_BACKUP_MANIFEST_H_
