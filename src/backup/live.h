// Backups of the book that a daemon has open, one at a time.

#ifndef DAYBOOK_BACKUP_LIVE_H_
#define DAYBOOK_BACKUP_LIVE_H_

#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "backup/backup.h"

namespace daybook::backup {

/// How the backup that was asked for last is doing.
struct LiveBackupState {
  enum class Phase : std::uint8_t { kNone, kRunning, kDone, kFailed } phase = Phase::kNone;
  std::string part;         ///< While it runs: what is copied.
  std::uint64_t done = 0;   ///< Of it: files, or for the journal steps of some MiB.
  std::uint64_t total = 0;  ///< 0: unknown.
  Backup backup;            ///< Once it is done.
  std::optional<Error> failure;
  bool wanted = false;            ///< Whether there is a directory for backups.
  std::optional<Instant> newest;  ///< When the newest there is was made, by whichever process.
};

/// Thread-safe. What is referred to must outlive it.
class LiveBackup {
 public:
  /// An empty directory: there are none, and Start says so.
  LiveBackup(Source source, std::filesystem::path directory, std::size_t keep);

  /// Ends the one that is being made.
  ~LiveBackup() = default;
  LiveBackup(const LiveBackup&) = delete;
  LiveBackup& operator=(const LiveBackup&) = delete;

  /// Begins one. Fails with kConflict while another runs, and with kUnavailable without a
  /// directory.
  Result<void> Start();

  LiveBackupState state() const;

 private:
  void Run(const std::stop_token& stop);

  const Source source_;
  const std::filesystem::path directory_;
  const std::size_t keep_;

  mutable std::mutex mutex_;
  LiveBackupState state_;  // guarded by mutex_
  std::jthread thread_;    // likewise; last: it uses all of the above
};

}  // namespace daybook::backup

#endif  // DAYBOOK_BACKUP_LIVE_H_
