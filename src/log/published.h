// The last checkpoint anybody may have seen, kept outside the database.
//
// RocksDB cannot tell a write-ahead log whose end was lost, or hidden behind a damaged length,
// from one whose last write was torn: it opens, with fewer events than were promised. Nor can it
// tell that an old copy of the book was put in its place. Signing on from there would give the
// same positions to other events, under the same name: a fork. This file can tell. It is written
// after each group is synced and before anyone is told of it; and synced within a second, not at
// once, since it is needed only when damage to the log comes together with a power failure.

#ifndef DAYBOOK_LOG_PUBLISHED_H_
#define DAYBOOK_LOG_PUBLISHED_H_

#include <atomic>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "daybook/error.h"
#include "log/small_file.h"
#include "tree/checkpoint.h"
#include "tree/note.h"

namespace daybook {

/// In a book's directory, the newest checkpoint that the witnesses cosigned (log/cosigning.h): an
/// older head, but one that was synced, and that others hold the book to.
inline constexpr std::string_view kCosignedFile = "cosigned";

/// Holds the book against a checkpoint of it that was kept in the file `path`: kCorrupt when the
/// book has fewer events, or other ones. `read` gives the nodes of the book's tree.
Result<void> CheckKept(std::string_view note, const std::filesystem::path& path, std::uint64_t size,
                       std::span<const tree::VerifierKey> known, const tree::ReadNodes& read);

/// Owned by the commit thread, once open; Sync is thread-safe while nothing is written.
class Published {
 public:
  static Result<std::unique_ptr<Published>> Open(const std::filesystem::path& path);

  /// Holds the book against the checkpoint that was kept, as CheckKept does; fine if none was.
  Result<void> Check(std::uint64_t size, std::span<const tree::VerifierKey> known,
                     const tree::ReadNodes& read) const;

  /// Keeps a signed checkpoint, with its first signature: one always fits the record.
  Result<void> Write(tree::Note head);

  /// Whether what was kept last survives a power failure.
  bool synced() const { return synced_; }

  /// Makes it so.
  Result<void> Sync();

 private:
  Published(std::filesystem::path path, std::unique_ptr<RecordFile> file)
      : path_(std::move(path)), file_(std::move(file)) {}

  const std::filesystem::path path_;
  const std::unique_ptr<RecordFile> file_;
  std::atomic<bool> synced_ = true;  // Sync is also called where a book is opened
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_PUBLISHED_H_
