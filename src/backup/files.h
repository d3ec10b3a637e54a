// Trees of files, copied so that they are on disk.

#ifndef DAYBOOK_BACKUP_FILES_H_
#define DAYBOOK_BACKUP_FILES_H_

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::backup {

/// The regular files below a directory, relative to it, in order; none when it is not there.
Result<std::vector<std::string>> FilesBelow(const std::filesystem::path& directory);

/// Copies a file with its mode. What was there before is replaced in one step; when it returns
/// well the copy and its name are on disk. Makes the directories above it.
Result<void> CopyFile(const std::filesystem::path& from, const std::filesystem::path& to);

/// The SHA-256 of a file, as 64 digits.
Result<std::string> DigestOf(const std::filesystem::path& path);

}  // namespace daybook::backup

#endif  // DAYBOOK_BACKUP_FILES_H_
