// Small files that are read and written whole.

#ifndef DAYBOOK_LOG_SMALL_FILE_H_
#define DAYBOOK_LOG_SMALL_FILE_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook {

/// The text of a file of at most 64 KiB, or nothing when there is no such file.
Result<std::optional<std::string>> ReadSmallFile(const std::filesystem::path& path);

/// Makes a file that only its owner may read (0600). When it returns well the file and its name
/// are on disk. What was there before is replaced in one step.
Result<void> MakeSecretFile(const std::filesystem::path& path, std::string_view text);

/// Gives the file at `from` the name `to`, in place of what has that name, in one step. When it
/// returns well the name is on disk.
Result<void> MoveFile(const std::filesystem::path& from, const std::filesystem::path& to);

/// Removes a file, if it is there. When it returns well it is gone from the disk, too.
Result<void> RemoveFile(const std::filesystem::path& path);

/// Makes a directory, and those above it, where they are not there. When it returns well their
/// names are on disk.
Result<void> MakeDirectory(const std::filesystem::path& directory);

/// The names in a directory are on disk once it returns well.
Result<void> SyncDirectory(const std::filesystem::path& directory);

/// That a directory is this process's alone, until destruction; a file in it named `lock` says so.
class DirectoryLock {
 public:
  /// Fails with kBusy when another process, or another lock of this one, has it.
  static Result<std::unique_ptr<DirectoryLock>> Take(const std::filesystem::path& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  explicit DirectoryLock(int file) : file_(file) {}

  const int file_;
};

/// A file of one record, which is overwritten in place. Not thread-safe.
class RecordFile {
 public:
  /// What the record may hold: a text within one sector, which disks write whole or not at all.
  static constexpr std::size_t kRecordBytes = 512;

  /// Opens the file, making it (0600) when it is not there. Its name is on disk once this returns
  /// well.
  static Result<std::unique_ptr<RecordFile>> Open(const std::filesystem::path& path);
  ~RecordFile();  ///< Syncs.
  RecordFile(const RecordFile&) = delete;
  RecordFile& operator=(const RecordFile&) = delete;

  /// The record as it was last written; empty in a new file.
  Result<std::string> Read() const;

  /// Overwrites the record. What was written outlives the process at once; a power failure, only
  /// once it is synced: until then the record is an older one.
  Result<void> Write(std::string_view text);

  /// Sees to it that the record survives a power failure, too.
  Result<void> Sync();

 private:
  explicit RecordFile(int file) : file_(file) {}

  const int file_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_SMALL_FILE_H_
