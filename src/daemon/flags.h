// The daemon's options: their names, their defaults, and what the help says of each.

#ifndef DAYBOOK_DAEMON_FLAGS_H_
#define DAYBOOK_DAEMON_FLAGS_H_

#include <CLI/App.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "daemon/config.h"
#include "daemon/oidc_config.h"

namespace daybook::daemon {

/// The options as they were given, where Config has another form of them; durations in seconds.
struct Flags {
  Config config;
  std::string backups;
  std::string config_file;
  std::string log_format = "text";
  std::string port_file;
  std::string witness_policy;
  net::TlsFiles tls;
  OidcFlags oidc;
  std::string keyring;
  std::string master_key;
  std::optional<std::uint64_t> disk_warn;
  std::uint64_t header_timeout_s = 0;
  std::uint64_t body_timeout_s = 0;
  std::uint64_t idle_timeout_s = 0;
  std::uint64_t write_timeout_s = 0;
  std::uint64_t heartbeat_s = 0;
  std::uint64_t stop_timeout_s = 0;
};

/// Adds every option to `app`, each read into its place in `flags`, and what the help says before
/// and after them.
void AddFlags(CLI::App& app, Flags& flags);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_FLAGS_H_
