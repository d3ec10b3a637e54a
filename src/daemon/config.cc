#include "daemon/config.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "daemon/daemon.h"
#include "daemon/oidc_config.h"

namespace daybook::daemon {
namespace {

constexpr const char* kExamples =
    "The daemon of a Daybook: an append-only, searchable book of events behind HTTP.\n"
    "\n"
    "  daybookd --data ./book                     on 127.0.0.1:7117\n"
    "  daybookd --data ./book --listen [::1]:0    on a free port, which it says\n"
    "  daybookd --data ./book --open              for trying it out: nobody needs a token\n"
    "  daybookd --data ./book --tls-certificate chain.pem --tls-key key.pem\n"
    "  daybookd --data ./book --oidc-issuer https://id.example.org --oidc-client-id daybook \\\n"
    "      --oidc-role board=board-chair      people sign in there, /sign-in leads the way\n"
    "  DAYBOOK_LOG_FORMAT=json daybookd --config /etc/daybook/daybookd.toml\n";

constexpr const char* kPrecedence =
    "A flag goes before its environment variable, and that before the file of --config, which is\n"
    "TOML with the names of the flags: listen = \"127.0.0.1:7117\". SIGTERM and SIGINT stop the\n"
    "daemon cleanly; a second one ends it at once. SIGHUP loads the certificate, its key and the\n"
    "client CA again. Whoever asks needs a token, unless it is --open; the first start makes that "
    "of\n"
    "an administrator, in admin.token of the directory. Exit status: 0 stopped, 2 wrong usage,\n"
    "3 cannot open the book or listen.";

// More connections than a process has files, or more commits than memory, is a typing error.
constexpr int kCountMax = 1'000'000;

// What CLI11 can hold; durations in seconds.
struct Raw {
  Config config;
  std::string backups;
  std::string config_file;
  std::string log_format = "text";
  std::string port_file;
  std::string witness_policy;
  http::TlsFiles tls;
  OidcFlags oidc;
  std::string keyring;
  std::string master_key;
  std::uint64_t header_timeout_s = 0;
  std::uint64_t body_timeout_s = 0;
  std::uint64_t idle_timeout_s = 0;
  std::uint64_t write_timeout_s = 0;
  std::uint64_t heartbeat_s = 0;
  std::uint64_t stop_timeout_s = 0;
};

std::string EnvironmentName(std::string flag) {
  std::string name = "DAYBOOK_";
  for (const char c : flag.substr(2)) {
    name += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return name;
}

template <typename T>
CLI::Option* Add(CLI::App& app, const std::string& flag, T& value, const std::string& type,
                 const std::string& says) {
  return app.add_option(flag, value, says)->envname(EnvironmentName(flag))->type_name(type);
}

void AddSeconds(CLI::App& app, const std::string& flag, std::uint64_t& value,
                std::chrono::milliseconds fallback, const std::string& says) {
  value = static_cast<std::uint64_t>(fallback.count() / 1'000);
  Add(app, flag, value, "SECONDS", says)->check(CLI::Range(1, 86'400))->capture_default_str();
}

void AddPlaces(CLI::App& app, Raw& raw) {
  Config& config = raw.config;
  Add(app, "--config", raw.config_file, "FILE", "Read further settings from this file (TOML)")
      ->configurable(false);
  Add(app, "--data", config.data, "DIR", "The book's directory; made when it is not there")
      ->capture_default_str();
  Add(app, "--keyring", raw.keyring, "DIR",
      "Where people's keys are kept, outside the book's directory; DIR.keyring beside that, if not "
      "given, and made at the first key");
  Add(app, "--master-key", raw.master_key, "FILE",
      "The key they are wrapped with (mode 0600), made at the first key; if not given, systemd's "
      "credential `master-key`, or else DIR.master-key beside the book's directory");
  Add(app, "--backup-dir", raw.backups, "DIR",
      "Where backups are made when they are asked for (daybook backup make); best on another disk");
  Add(app, "--backup-keep", config.backups_kept, "N",
      "How many backups are kept, the newest; all of them, if not given");
  Add(app, "--listen", config.http.listen, "HOST:PORT",
      "An address to listen on, beyond loopback only with TLS; port 0 takes a free one")
      ->capture_default_str();
  app.add_flag(
         "--open", config.open,
         "Ask nobody who they are: whoever reaches the daemon may do everything, and what they "
         "append says that nobody knows who it was")
      ->envname(EnvironmentName("--open"));
  Add(app, "--port-file", raw.port_file, "FILE",
      "Write HOST:PORT here once the daemon listens; removed when it stops");
  Add(app, "--origin", config.book.origin, "NAME",
      "The name that a new book signs its checkpoints with, e.g. example.org/audit; made up "
      "when not given");
  Add(app, "--witness-policy", raw.witness_policy, "FILE",
      "Have checkpoints cosigned by the witnesses of this policy (C2SP tlog-policy), each with "
      "its URL");
  Add(app, "--witness-ca", config.witness_ca, "FILE",
      "Believe this authority (PEM) of witnesses at https://, not those of the system");
  Add(app, "--accept-rollback", config.book.accept_rollback, "REASON",
      "Go on from a book that has lost acknowledged events, and put the reason on record in it");
}

void AddTls(CLI::App& app, Raw& raw) {
  Add(app, "--tls-certificate", raw.tls.certificate, "FILE",
      "Speak TLS with this certificate and what it is signed by (PEM, its own first)");
  Add(app, "--tls-key", raw.tls.key, "FILE",
      "The certificate's key (PEM), which other users of the machine cannot read");
  Add(app, "--tls-client-ca", raw.tls.ca, "FILE",
      "Ask clients for a certificate, and believe one that this authority has signed (PEM)");
}

void AddOidc(CLI::App& app, OidcFlags& oidc) {
  Add(app, "--oidc-issuer", oidc.issuer, "URL",
      "Believe this OpenID Connect provider about who somebody is; at https, or on loopback");
  Add(app, "--oidc-audience", oidc.audience, "NAME",
      "What the provider's tokens are for that are taken as bearers; none is if it is not given");
  Add(app, "--oidc-client-id", oidc.client_id, "NAME",
      "The daemon's own name at the provider, for signing in with a browser; the provider leads "
      "back to /sign-in/callback");
  Add(app, "--oidc-client-secret-file", oidc.secret_file, "FILE",
      "The secret that goes with it, which other users of the machine cannot read");
  Add(app, "--oidc-role-claim", oidc.groups, "CLAIM",
      "The claim that has somebody's groups, or a JSON pointer to it: /realm_access/roles")
      ->capture_default_str();
  Add(app, "--oidc-role", oidc.rules, "GROUP=ROLE[:AUDIENCE]",
      "What members of a group are here; may be given several times, and the first that fits "
      "counts. Without one, nobody has rights");
  Add(app, "--oidc-ca", oidc.ca, "FILE",
      "Believe this authority (PEM) of the provider, not those of the system");
  Add(app, "--oidc-leeway", oidc.leeway_s, "SECONDS", "How far apart its clock and ours may be")
      ->check(CLI::Range(0, 600))
      ->capture_default_str();
  Add(app, "--oidc-refresh", oidc.refresh_s, "SECONDS", "Between two looks at the provider's keys")
      ->check(CLI::Range(30, 86'400))
      ->capture_default_str();
}

// What is done once, at this start: a setting that stays would do it again at the next.
void AddKeyChanges(CLI::App& app, Raw& raw) {
  BookOptions& book = raw.config.book;
  CLI::Option* rotate =
      app.add_option("--rotate-key", book.rotate_key,
                     "Give the book a new signing key, and put the reason on record in it; the key "
                     "it replaces goes on signing beside it");
  CLI::Option* retire = app.add_option("--retire-key", book.retire_key,
                                       "Let the new key sign alone, likewise with a reason");
  for (CLI::Option* option : {rotate, retire}) option->type_name("REASON")->configurable(false);
  rotate->excludes(retire);
}

void AddLogs(CLI::App& app, Raw& raw) {
  Add(app, "--log-format", raw.log_format, "FORMAT", "text or json, on stderr")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  Add(app, "--log-level", raw.config.log_level, "LEVEL",
      "The least that is logged: debug, info (a line each request), warn, error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
}

void AddLimits(CLI::App& app, Raw& raw) {
  BookOptions& book = raw.config.book;
  http::Options& http = raw.config.http;
  Add(app, "--disk-reserve", book.disk_reserve_bytes, "BYTES",
      "Stop appending while the disk has less room than this, e.g. 256MB")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  Add(app, "--cache", book.cache_bytes, "BYTES", "Memory for blocks read from disk, e.g. 64MB")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  Add(app, "--queue-commits", book.queue_commits_max, "COUNT",
      "Commits that may wait to be written; one more is answered 503")
      ->check(CLI::Range(1, kCountMax))
      ->capture_default_str();
  Add(app, "--io-threads", http.io_threads, "COUNT",
      "Threads that serve connections; 0 is one fewer than there are cores")
      ->check(CLI::Range(0, 256))
      ->capture_default_str();
  Add(app, "--connections", http.connections_max, "COUNT",
      "Open connections; one more is answered 503")
      ->check(CLI::Range(1, kCountMax))
      ->capture_default_str();
}

void AddAbuse(CLI::App& app, Raw& raw) {
  http::Options& http = raw.config.http;
  Add(app, "--connections-address", http.address_connections_max, "COUNT",
      "Open connections from one address (of IPv6, one /64); one more is answered 503")
      ->check(CLI::Range(1, kCountMax))
      ->capture_default_str();
  Add(app, "--rate-address", http.address_rate, "COUNT",
      "Requests a second from one address, twice that at once after a pause; one more is answered "
      "429; 0 is no limit")
      ->check(CLI::Range(0, kCountMax))
      ->capture_default_str();
  Add(app, "--rate-principal", http.principal_rate, "COUNT", "Likewise from one principal")
      ->check(CLI::Range(0, kCountMax))
      ->capture_default_str();
  app.add_flag("--limit-loopback", http.limit_loopback,
               "Hold clients on this machine to these three limits, too")
      ->envname(EnvironmentName("--limit-loopback"));
}

void AddTimeouts(CLI::App& app, Raw& raw) {
  const http::Options defaults;
  AddSeconds(app, "--header-timeout", raw.header_timeout_s, defaults.header_timeout,
             "For the headers of a request to arrive");
  AddSeconds(app, "--body-timeout", raw.body_timeout_s, defaults.body_timeout,
             "For the body of a request to arrive");
  AddSeconds(app, "--idle-timeout", raw.idle_timeout_s, defaults.idle_timeout,
             "For the next request on an open connection");
  AddSeconds(app, "--write-timeout", raw.write_timeout_s, defaults.write_timeout,
             "For a reader to take an answer, or 256 KiB of a streamed one");
  AddSeconds(app, "--heartbeat", raw.heartbeat_s, defaults.heartbeat,
             "Between comments on a quiet event stream");
  AddSeconds(app, "--stop-timeout", raw.stop_timeout_s, Config().stop_timeout,
             "For answers in hand, once asked to stop");
}

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
void CheckTls(const http::TlsFiles& tls) {
  if (tls.certificate.empty() == tls.key.empty() && (tls.ca.empty() || !tls.key.empty())) return;
  throw CLI::ValidationError(
      "TLS needs both --tls-certificate and --tls-key; --tls-client-ca comes with them");
}

std::optional<http::OidcOptions> ReadProvider(const Raw& raw) {
  auto oidc = ReadOidc(raw.oidc);
  if (!oidc) throw CLI::ValidationError(oidc.error().detail);
  if (*oidc && raw.config.open) {
    throw CLI::ValidationError("--open asks nobody who they are, and needs no --oidc-issuer");
  }
  return *std::move(oidc);
}

// A name beside the book's directory.
std::filesystem::path Beside(const std::filesystem::path& data, std::string_view suffix) {
  std::filesystem::path path = std::filesystem::absolute(data).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();  // it ended with a slash
  return path += suffix;
}

// systemd's credentials are files in a directory of the service's own.
std::filesystem::path DefaultMasterKey(const std::filesystem::path& data) {
  if (const char* credentials = std::getenv("CREDENTIALS_DIRECTORY")) {
    const std::filesystem::path path = std::filesystem::path(credentials) / "master-key";
    if (std::error_code error; std::filesystem::exists(path, error)) return path;
  }
  return Beside(data, ".master-key");
}

Config Finish(Raw raw) {
  Config config = std::move(raw.config);
  config.keyring = raw.keyring;
  if (raw.keyring.empty()) config.keyring = Beside(config.data, ".keyring");
  config.master_key = raw.master_key;
  if (raw.master_key.empty()) config.master_key = DefaultMasterKey(config.data);
  if (!raw.backups.empty()) config.backups = Beside(raw.backups, "");
  config.http.header_timeout = Seconds(raw.header_timeout_s);
  config.http.body_timeout = Seconds(raw.body_timeout_s);
  config.http.idle_timeout = Seconds(raw.idle_timeout_s);
  config.http.write_timeout = Seconds(raw.write_timeout_s);
  config.http.heartbeat = Seconds(raw.heartbeat_s);
  config.stop_timeout = Seconds(raw.stop_timeout_s);
  config.log_format = raw.log_format == "json" ? LogFormat::kJson : LogFormat::kText;
  if (!raw.tls.certificate.empty()) config.tls = std::move(raw.tls);
  if (!raw.port_file.empty()) config.port_file = raw.port_file;
  if (!raw.witness_policy.empty()) config.witness_policy = raw.witness_policy;
  return config;
}

}  // namespace

std::expected<Config, Ending> ReadConfig(std::vector<std::string> arguments) {
  CLI::App app(kExamples, "daybookd");
  app.footer(kPrecedence);
  Raw raw;
  AddPlaces(app, raw);
  AddTls(app, raw);
  AddOidc(app, raw.oidc);
  AddKeyChanges(app, raw);
  AddLogs(app, raw);
  AddLimits(app, raw);
  AddAbuse(app, raw);
  AddTimeouts(app, raw);
  try {
    std::ranges::reverse(arguments);  // as CLI11 wants them
    app.parse(std::move(arguments));
    if (!raw.config_file.empty()) ReadFile(app, raw.config_file);
    CheckTls(raw.tls);
    raw.config.oidc = ReadProvider(raw);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out;
    const int status = app.exit(error, out, out);
    return std::unexpected(Ending{status == 0 ? kClean : kUsage, out.str()});
  }
  return Finish(std::move(raw));
}

}  // namespace daybook::daemon
