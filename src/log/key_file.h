// The book's signing key, in a file of its own.

#ifndef DAYBOOK_LOG_KEY_FILE_H_
#define DAYBOOK_LOG_KEY_FILE_H_

#include <filesystem>
#include <string>

#include "daybook/error.h"
#include "tree/note.h"

namespace daybook {

/// Reads the signer key at `path` or, when there is none, makes one named `origin` and keeps it
/// there (mode 0600, synced). A key of another name than a non-empty `origin` is refused: a book
/// never changes its name.
Result<tree::NoteSigner> LoadOrMakeKey(const std::filesystem::path& path,
                                       const std::string& origin);

}  // namespace daybook

#endif  // DAYBOOK_LOG_KEY_FILE_H_
