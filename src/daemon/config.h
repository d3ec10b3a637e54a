// What the daemon is told: flags, then environment, then a file.

#ifndef DAYBOOK_DAEMON_CONFIG_H_
#define DAYBOOK_DAEMON_CONFIG_H_

#include <chrono>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "daybook/log.h"
#include "http/oidc_options.h"
#include "http/options.h"
#include "net/tls.h"

namespace daybook::daemon {

enum class LogFormat : std::uint8_t { kText, kJson };

struct Config {
  std::filesystem::path data = "/var/lib/daybook";
  /// People's keys, and the file of the key that they are wrapped with. Not in `data`, so that a
  /// copy of that has no keys in it.
  std::filesystem::path keyring, master_key;
  std::filesystem::path backups;  ///< Where they are made; "": none are.
  std::size_t backups_kept = 0;   ///< The newest; 0: all.
  BookOptions book;
  http::Options http;
  std::optional<net::TlsFiles> tls;       ///< Without, connections are in the clear.
  std::optional<http::OidcOptions> oidc;  ///< The identity provider, if there is one.
  /// How long answers in hand may take once the daemon is asked to stop. Below the 90 s after
  /// which systemd kills; above the write timeout, so that a slow reader has the time it always
  /// has.
  std::chrono::milliseconds stop_timeout{40'000};
  /// Whoever reaches it may do everything, without a credential.
  bool open = false;
  LogFormat log_format = LogFormat::kText;
  std::string log_level = "info";
  /// Names the witnesses that shall cosign the book's checkpoints (C2SP tlog-policy).
  std::optional<std::filesystem::path> witness_policy;
  std::filesystem::path witness_ca;  ///< Whom to believe of witnesses at https; "": the system's.
  std::optional<std::filesystem::path> port_file;  ///< Gets `host:port` once it listens.
};

/// Why there is no Config: the process ends, having said `text` on stdout if the status is 0
/// (help was asked for), else on stderr.
struct Ending {
  int status = 0;
  std::string text;
};

/// Reads the command line (without the program's name). A flag goes before the environment's
/// DAYBOOK_* and that before the file that `--config` names.
std::expected<Config, Ending> ReadConfig(std::vector<std::string> arguments);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_CONFIG_H_
