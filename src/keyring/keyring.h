// The keyring of a book: each person's key, kept outside the book, so that destroying one erases
// what is sealed under it from the book, its views and every copy of them.

#ifndef DAYBOOK_KEYRING_KEYRING_H_
#define DAYBOOK_KEYRING_KEYRING_H_

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/log.h"
#include "keyring/key_files.h"
#include "keyring/sealing.h"
#include "log/small_file.h"

namespace daybook::keyring {

/// Type of the event after which a person has no key.
inline constexpr std::string_view kErased = "person.erased";

struct KeyringOptions {
  std::filesystem::path directory;   ///< Outside the book's: a copy of that has no keys in it.
  std::filesystem::path master_key;  ///< The file of the key that the others are wrapped with.
  /// In the book's directory: the id of its keyring, so that one that is missing is missed.
  std::filesystem::path mark;
  std::function<void(const std::string&)> say = [](const std::string&) {};  ///< To the operator.
};

/// An open keyring. Thread-safe. Holds the lock of its directory once there is one; both are made
/// when the first key is. All keys are in memory, in the clear, and in files, wrapped.
///
/// A keyring that is not usable (it is missing, or the master key does not fit) is open all the
/// same, finds no key and makes none: the book does without.
class Keyring {
 public:
  /// `book` must outlive this. Whoever is erased in the book has no key when it returns, even if
  /// the process ended between the one and the other. Fails with kBusy when another process has
  /// the keyring open, or with kIo.
  static Result<std::unique_ptr<Keyring>> Open(const Book& book, KeyringOptions options);

  Keyring(const Keyring&) = delete;
  Keyring& operator=(const Keyring&) = delete;

  /// Why it is not usable, or nothing.
  const std::optional<Error>& trouble() const { return trouble_; }

  using Key = std::shared_ptr<const PersonKey>;

  /// The key of a person, null if there is none. Never waits for the disk.
  Key Find(std::string_view person) const;

  /// The key of a person, which is made if there is none; it is on disk when this returns. Fails
  /// with kUnavailable when the keyring is not usable, with kConflict when the person is erased,
  /// or with kIo.
  Result<Key> FindOrMake(const std::string& person);

  /// Destroys the key of a person, whose erasure is in the book. When it returns well the key is
  /// gone from memory and from disk. Fails with kUnavailable or kIo; asking again is safe.
  Result<void> Destroy(std::string_view person);

 private:
  Keyring(const Book& book, KeyringOptions options) : book_(book), options_(std::move(options)) {}

  Result<void> Load();
  Result<void> LoadKeys(bool usable);
  Result<void> Make();
  Result<SecretKey> ReadOrMakeMasterKey() const;
  Result<bool> IsErased(std::string_view person) const;
  std::filesystem::path KeysPath() const {
    return KeyDirectory(options_.directory, header_->generation);
  }

  const Book& book_;
  const KeyringOptions options_;
  std::optional<Error> trouble_;  // set by Open, then constant

  // Whoever makes or destroys keys, one at a time: what is on disk and what is in memory are alike.
  std::mutex files_mutex_;
  std::optional<Header> header_;         // guarded by files_mutex_; none before the first key
  SecretKey master_;                     // likewise
  std::unique_ptr<DirectoryLock> lock_;  // likewise

  mutable std::mutex keys_mutex_;
  std::map<std::string, Key, std::less<>> keys_;  // by person; guarded by keys_mutex_
};

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_KEYRING_H_
