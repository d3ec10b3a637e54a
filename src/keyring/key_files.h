// The files of a keyring, and of the master key that they are wrapped with.
//
//   DIR/keyring          := "daybook-keyring 1" LF id LF book LF generation LF check LF
//   DIR/keys-GENERATION/ := a file for each person, HASH.key; HASH is the first 32 hex digits of
//                           SHA-256(person)
//   HASH.key             := "daybook-key 1" LF person LF key id LF wrapped LF
//   DIR/lock             := whoever has the keyring open
//   master key           := base64 of 32 bytes LF
//   wrapped, check       := base64(nonce of 12 bytes, AES-256-GCM under the master key, tag), of a
//                           key's 32 bytes and of the id; bound to the lines above it
//
// All are made with mode 0600, in directories of mode 0700, and are on disk before anything is
// sealed with them. DIR/keyring says which generation is in force: a new one is made beside it, and
// to replace that file, in one step, is what puts it in force.

#ifndef DAYBOOK_KEYRING_KEY_FILES_H_
#define DAYBOOK_KEYRING_KEY_FILES_H_

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "keyring/cipher.h"

namespace daybook::keyring {

/// What DIR/keyring says.
struct Header {
  std::string id;    ///< 32 hex digits, drawn.
  std::string book;  ///< The name of the book it is of.
  std::uint64_t generation = 1;
  std::string check;  ///< As it stands in the file.
};

/// The header, or nothing if there is no keyring in the directory. Fails with kCorrupt.
Result<std::optional<Header>> ReadHeader(const std::filesystem::path& directory);

/// Makes the header's check with `master` and puts it in force.
Result<void> WriteHeader(const std::filesystem::path& directory, Header header,
                         const SecretKey& master);

/// Whether it is this master key that the header was made with.
bool Fits(const Header& header, const SecretKey& master);

/// A master key. Fails with kNotFound, with kMalformed if it is none, or if others than the owner
/// may read it.
Result<SecretKey> ReadMasterKey(const std::filesystem::path& path);

/// Makes one. Fails with kIo, also when there is a file.
Result<SecretKey> MakeMasterKey(const std::filesystem::path& path);

std::filesystem::path KeyDirectory(const std::filesystem::path& directory,
                                   std::uint64_t generation);

/// Makes a directory that only its owner may enter, if it is not there; its name is on disk.
Result<void> MakeSecretDirectory(const std::filesystem::path& path);

/// Where the key of a person is, below a generation's directory.
std::filesystem::path KeyPath(const std::filesystem::path& keys, std::string_view person);

/// One person's key as it is in its file.
struct StoredKey {
  std::string person;
  std::string id;
  std::string wrapped;
};

/// Fails with kCorrupt for what is no key's file, or if there is none.
Result<StoredKey> ReadKey(const std::filesystem::path& path);

/// Of each key file in a directory: what is in it, or why that cannot be told.
struct FoundKey {
  std::filesystem::path path;
  Result<StoredKey> file;
};
Result<std::vector<FoundKey>> FindKeys(const std::filesystem::path& keys);

StoredKey WrapKey(std::string person, std::string id, const SecretKey& key,
                  const SecretKey& master);

/// Nothing under another master key, or if the file was changed.
std::optional<SecretKey> UnwrapKey(const StoredKey& file, const SecretKey& master);

/// When it returns well the key is on disk, in its place.
Result<void> WriteKey(const std::filesystem::path& keys, const StoredKey& file);

/// Overwrites a file and removes it, if it is there. When it returns well both are on disk: what
/// the disk itself keeps of older versions is out of reach from here.
Result<void> DestroyFile(const std::filesystem::path& path);

/// Destroys the key files of every generation but this one.
Result<void> DestroyOthers(const std::filesystem::path& directory, std::uint64_t generation);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_KEY_FILES_H_
