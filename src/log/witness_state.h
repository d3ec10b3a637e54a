// What a witness has cosigned last of each log, in a small file for each:
//
//   file := "daybook-witness-state/1" LF hex(SHA-256(note)) LF note      the checkpoint as it came
//
// named hex(SHA-256(origin)). The file is what keeps a witness from signing two histories.

#ifndef DAYBOOK_LOG_WITNESS_STATE_H_
#define DAYBOOK_LOG_WITNESS_STATE_H_

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "tree/checkpoint.h"

namespace daybook {

/// The newest head in `directory` that was cosigned of the log `origin`; nothing when none was.
/// Fails with kUnsupported for a format that is not known, kCorrupt for damage.
Result<std::optional<tree::Checkpoint>> ReadCosigned(const std::filesystem::path& directory,
                                                     std::string_view origin);

/// Puts a checkpoint, signed by the log `origin`, in the place of the one before. On disk once it
/// returns well; when it fails, or the process is killed, one of both is there.
Result<void> WriteCosigned(const std::filesystem::path& directory, std::string_view origin,
                           std::string_view note);

}  // namespace daybook

#endif  // DAYBOOK_LOG_WITNESS_STATE_H_
