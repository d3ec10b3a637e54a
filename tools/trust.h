// Whose signatures the person at the command line believes.

#ifndef DAYBOOK_TOOLS_TRUST_H_
#define DAYBOOK_TOOLS_TRUST_H_

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "tools/console.h"
#include "tools/http_client.h"
#include "tree/policy.h"

namespace daybook::tools {

/// The options that say it; both may be empty.
struct Trust {
  std::string key;     ///< A verifier key, or a file with one a line.
  std::string policy;  ///< A file.
};

void AddTrust(CLI::App& command, Trust& trust);

/// What the options say; nothing when they say nothing. Fails with kNotFound or kMalformed.
Result<std::optional<tree::Policy>> ReadTrust(Console& console, const Trust& trust);

/// The key the daemon says is its own. Whoever believes that, believes the daemon.
Result<tree::Policy> TrustDaemon(HttpClient& client);

/// Writes a file that is there only when it is whole. Fails with kIo.
Result<void> WriteWhole(const std::string& path, std::string_view text);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_TRUST_H_
