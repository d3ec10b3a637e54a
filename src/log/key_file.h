// The book's signing keys, in a file of their own.
//
//   signing-key       := key [key]   the current key, then the one that it replaces
//   signing-key.next  := key [key]   the same once a change is made; there only while it is made
//   key := signer key LF             (tree/note.h)
//
// A change of keys is made in three steps, and a crash may come between any two of them:
//
//   1. the keys there shall be are written to signing-key.next;
//   2. the event that says so is appended, in a group whose checkpoint they sign;
//   3. signing-key.next takes the place of signing-key.
//
// So the signatures on the last durable checkpoint tell which of the two files is in force.

#ifndef DAYBOOK_LOG_KEY_FILE_H_
#define DAYBOOK_LOG_KEY_FILE_H_

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "log/signing_keys.h"

namespace daybook {

/// The files of one book's keys. Not thread-safe.
class KeyFile {
 public:
  /// Whether the keys may be made and changed, too.
  enum class Access : std::uint8_t { kWrite, kRead };

  /// `path` is that of `signing-key`.
  explicit KeyFile(std::filesystem::path path, Access access = Access::kWrite);

  const std::filesystem::path& path() const { return path_; }

  /// Reads the keys or, when there are none, makes one named `origin` and keeps it (mode 0600,
  /// synced), or fails with kNotFound where they may only be read. Keys of another name than a
  /// non-empty `origin` are refused: a book never changes its name.
  Result<SigningKeys> LoadOrMake(const std::string& origin) const;

  /// Step 1: keeps the keys there shall be (mode 0600, synced). kUnsupported where they may only be
  /// read; then nothing is ever staged, and the rest has nothing to do.
  Result<void> Stage(const SigningKeys& next) const;

  /// Step 3: the staged keys are the keys.
  Result<void> Promote() const;

  /// After a crash, before anything is signed: promotes the staged keys if it is they that signed
  /// the `head`.
  Result<void> Settle(std::string_view head) const;

  /// Removes what is staged, which then has signed nothing that is in the book.
  Result<void> Discard() const;

 private:
  const std::filesystem::path path_;
  const std::filesystem::path next_path_;
  const Access access_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_KEY_FILE_H_
