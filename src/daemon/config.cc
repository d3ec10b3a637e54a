#include "daemon/config.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "daemon/daemon.h"
#include "daemon/flags.h"

namespace daybook::daemon {
namespace {

// Sets what neither a flag nor the environment has set.
void ReadFile(CLI::App& app, const std::string& path) {
  std::ifstream file(path);
  if (!file) throw CLI::FileError::Missing(path);
  for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(file)) {
    CLI::Option* option =
        item.parents.empty() ? app.get_option_no_throw("--" + item.name) : nullptr;
    if (option == nullptr || !option->get_configurable()) {
      throw CLI::ConfigError(path + ": there is no setting `" + item.fullname() + "`");
    }
    if (option->count() > 0) continue;
    option->add_result(item.inputs);
    option->run_callback();
  }
}

std::chrono::milliseconds Seconds(std::uint64_t count) {
  return std::chrono::seconds(static_cast<std::int64_t>(count));
}

// A certificate is of no use without its key, nor is an authority without both.
void CheckTls(const net::TlsFiles& tls) {
  if (tls.certificate.empty() == tls.key.empty() && (tls.ca.empty() || !tls.key.empty())) return;
  throw CLI::ValidationError(
      "TLS needs both --tls-certificate and --tls-key; --tls-client-ca comes with them");
}

std::optional<http::OidcOptions> ReadProvider(const Flags& flags) {
  auto oidc = ReadOidc(flags.oidc);
  if (!oidc) throw CLI::ValidationError(oidc.error().detail);
  if (*oidc && flags.config.open) {
    throw CLI::ValidationError("--open asks nobody who they are, and needs no --oidc-issuer");
  }
  return *std::move(oidc);
}

// A warning that comes with the refusals is none.
std::uint64_t DiskWarning(const Flags& flags) {
  const BookOptions& book = flags.config.book;
  const std::uint64_t reserve = book.disk_reserve_bytes;
  if (flags.disk_warn && *flags.disk_warn < reserve) {
    throw CLI::ValidationError("--disk-warn is below --disk-reserve: it would warn too late");
  }
  if (flags.disk_warn) return *flags.disk_warn;
  return std::max(book.disk_warn_bytes, reserve > UINT64_MAX / 4 ? reserve : 4 * reserve);
}

// A name beside the book's directory.
std::filesystem::path Beside(const std::filesystem::path& data, std::string_view suffix) {
  std::filesystem::path path = std::filesystem::absolute(data).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();  // it ended with a slash
  return path += suffix;
}

// systemd's credentials are files in a directory of the service's own. Whoever gave it one means it
// to be used, whatever a file of settings has for other machines. Empty where there is none.
std::filesystem::path Credential(const char* name) {
  const char* directory = std::getenv("CREDENTIALS_DIRECTORY");
  if (directory == nullptr) return {};
  std::filesystem::path path = std::filesystem::path(directory) / name;
  std::error_code error;
  return std::filesystem::exists(path, error) ? path : std::filesystem::path();
}

std::filesystem::path MasterKey(const Flags& flags) {
  if (auto credential = Credential("master-key"); !credential.empty()) return credential;
  return flags.master_key.empty() ? Beside(flags.config.data, ".master-key")
                                  : std::filesystem::path(flags.master_key);
}

Config Finish(Flags flags) {
  const std::filesystem::path master_key = MasterKey(flags);
  Config config = std::move(flags.config);
  config.master_key = master_key;
  config.book.signing_key = Credential("signing-key");
  config.keyring = flags.keyring;
  if (flags.keyring.empty()) config.keyring = Beside(config.data, ".keyring");
  if (!flags.backups.empty()) config.backups = Beside(flags.backups, "");
  config.http.header_timeout = Seconds(flags.header_timeout_s);
  config.http.body_timeout = Seconds(flags.body_timeout_s);
  config.http.idle_timeout = Seconds(flags.idle_timeout_s);
  config.http.write_timeout = Seconds(flags.write_timeout_s);
  config.http.heartbeat = Seconds(flags.heartbeat_s);
  config.stop_timeout = Seconds(flags.stop_timeout_s);
  config.log_format = flags.log_format == "json" ? LogFormat::kJson : LogFormat::kText;
  if (!flags.tls.certificate.empty()) config.tls = std::move(flags.tls);
  if (!flags.port_file.empty()) config.port_file = flags.port_file;
  if (!flags.witness_policy.empty()) config.witness_policy = flags.witness_policy;
  return config;
}

}  // namespace

std::expected<Config, Ending> ReadConfig(std::vector<std::string> arguments) {
  CLI::App app;
  Flags flags;
  AddFlags(app, flags);
  try {
    std::ranges::reverse(arguments);  // as CLI11 wants them
    app.parse(std::move(arguments));
    if (!flags.config_file.empty()) ReadFile(app, flags.config_file);
    CheckTls(flags.tls);
    flags.config.oidc = ReadProvider(flags);
    flags.config.book.disk_warn_bytes = DiskWarning(flags);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int status = app.exit(error, out, out);
    return std::unexpected(Ending{status == 0 ? kClean : kUsage, out.str()});
  }
  return Finish(std::move(flags));
}

}  // namespace daybook::daemon
