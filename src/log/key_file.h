// A signing key, of a book or a witness, in a file of its own.

#ifndef DAYBOOK_LOG_KEY_FILE_H_
#define DAYBOOK_LOG_KEY_FILE_H_

#include <filesystem>
#include <string>

#include "daybook/error.h"
#include "tree/note.h"

namespace daybook {

/// Reads the signer key at `path` or, when there is none, makes one named `name` (or with a name
/// of its own, when that is empty) and keeps it there (mode 0600, synced). A key of another name
/// than a non-empty `name` is refused: whoever signs never changes its name.
Result<tree::NoteSigner> LoadOrMakeKey(const std::filesystem::path& path, const std::string& name,
                                       tree::KeyType type = tree::KeyType::kEd25519);

}  // namespace daybook

#endif  // DAYBOOK_LOG_KEY_FILE_H_
