// What the commands below `daybook evidence` share.

#ifndef DAYBOOK_TOOLS_EVIDENCE_H_
#define DAYBOOK_TOOLS_EVIDENCE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>

#include "event/sha256.h"

namespace daybook::tools {

struct Session;

/// Where the daemon has the file with this digest; of an item of evidence, for whoever may not read
/// every file.
std::string EvidenceTarget(std::string_view digest, std::string_view item = {});

/// Adds `get` to the command `evidence`.
void AddEvidenceGet(CLI::App& evidence, Session& session);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_EVIDENCE_H_
