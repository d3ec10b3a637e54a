// A witness's signing key, in a file of its own.

#ifndef DAYBOOK_LOG_WITNESS_KEY_H_
#define DAYBOOK_LOG_WITNESS_KEY_H_

#include <filesystem>
#include <string>

#include "daybook/error.h"
#include "tree/note.h"

namespace daybook {

/// Reads the key at `path`, one for cosignatures, or, when there is none, makes one named `name`
/// (or with a name of its own, when that is empty) and keeps it there (mode 0600, synced). A key of
/// another name than a non-empty `name` is refused: a witness never changes its name.
Result<tree::NoteSigner> LoadOrMakeWitnessKey(const std::filesystem::path& path,
                                              const std::string& name);

}  // namespace daybook

#endif  // DAYBOOK_LOG_WITNESS_KEY_H_
