#include "daemon/flags.h"

#include <CLI/CLI.hpp>
#include <cctype>
#include <chrono>

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

void AddPlaces(CLI::App& app, Flags& flags) {
  Config& config = flags.config;
  Add(app, "--config", flags.config_file, "FILE", "Read further settings from this file (TOML)")
      ->configurable(false);
  Add(app, "--data", config.data, "DIR", "The book's directory; made when it is not there")
      ->capture_default_str();
  Add(app, "--keyring", flags.keyring, "DIR",
      "Where people's keys are kept, outside the book's directory; DIR.keyring beside that, if not "
      "given, and made at the first key");
  Add(app, "--master-key", flags.master_key, "FILE",
      "The key they are wrapped with (mode 0600), made at the first key; DIR.master-key "
      "beside the book's directory, if not given. systemd's credential `master-key` goes before "
      "it");
  Add(app, "--backup-dir", flags.backups, "DIR",
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
  Add(app, "--port-file", flags.port_file, "FILE",
      "Write HOST:PORT here once the daemon listens; removed when it stops");
  Add(app, "--origin", config.book.origin, "NAME",
      "The name that a new book signs its checkpoints with, e.g. example.org/audit; made up "
      "when not given");
  Add(app, "--witness-policy", flags.witness_policy, "FILE",
      "Have checkpoints cosigned by the witnesses of this policy (C2SP tlog-policy), each with "
      "its URL");
  Add(app, "--witness-ca", config.witness_ca, "FILE",
      "Believe this authority (PEM) of witnesses at https://, not those of the system");
  Add(app, "--accept-rollback", config.book.accept_rollback, "REASON",
      "Go on from a book that has lost acknowledged events, and put the reason on record in it");
}

void AddTls(CLI::App& app, Flags& flags) {
  Add(app, "--tls-certificate", flags.tls.certificate, "FILE",
      "Speak TLS with this certificate and what it is signed by (PEM, its own first)");
  Add(app, "--tls-key", flags.tls.key, "FILE",
      "The certificate's key (PEM), which other users of the machine cannot read");
  Add(app, "--tls-client-ca", flags.tls.ca, "FILE",
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
void AddKeyChanges(CLI::App& app, Flags& flags) {
  BookOptions& book = flags.config.book;
  CLI::Option* rotate =
      app.add_option("--rotate-key", book.rotate_key,
                     "Give the book a new signing key, and put the reason on record in it; the key "
                     "it replaces goes on signing beside it");
  CLI::Option* retire = app.add_option("--retire-key", book.retire_key,
                                       "Let the new key sign alone, likewise with a reason");
  for (CLI::Option* option : {rotate, retire}) option->type_name("REASON")->configurable(false);
  rotate->excludes(retire);
}

void AddLogs(CLI::App& app, Flags& flags) {
  Add(app, "--log-format", flags.log_format, "FORMAT", "text or json, on stderr")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  Add(app, "--log-level", flags.config.log_level, "LEVEL",
      "The least that is logged: debug, info (a line each request), warn, error, off")
      ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
      ->capture_default_str();
}

void AddLimits(CLI::App& app, Flags& flags) {
  BookOptions& book = flags.config.book;
  http::Options& http = flags.config.http;
  Add(app, "--disk-reserve", book.disk_reserve_bytes, "BYTES",
      "Stop appending while the disk has less room than this, e.g. 256MB")
      ->transform(CLI::AsSizeValue(false))
      ->capture_default_str();
  Add(app, "--disk-warn", flags.disk_warn, "BYTES",
      "Warn while it has less room than this; 1GB, or 4 times --disk-reserve where that is more, "
      "if "
      "not given")
      ->transform(CLI::AsSizeValue(false));
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

void AddAbuse(CLI::App& app, Flags& flags) {
  http::Options& http = flags.config.http;
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

void AddTimeouts(CLI::App& app, Flags& flags) {
  const http::Options defaults;
  AddSeconds(app, "--header-timeout", flags.header_timeout_s, defaults.header_timeout,
             "For the headers of a request to arrive");
  AddSeconds(app, "--body-timeout", flags.body_timeout_s, defaults.body_timeout,
             "For the body of a request to arrive");
  AddSeconds(app, "--idle-timeout", flags.idle_timeout_s, defaults.idle_timeout,
             "For the next request on an open connection");
  AddSeconds(app, "--write-timeout", flags.write_timeout_s, defaults.write_timeout,
             "For a reader to take an answer, or 256 KiB of a streamed one");
  AddSeconds(app, "--heartbeat", flags.heartbeat_s, defaults.heartbeat,
             "Between comments on a quiet event stream");
  AddSeconds(app, "--stop-timeout", flags.stop_timeout_s, Config().stop_timeout,
             "For answers in hand, once asked to stop");
}

}  // namespace

void AddFlags(CLI::App& app, Flags& flags) {
  app.name("daybookd");
  app.description(kExamples);
  app.footer(kPrecedence);
  app.set_version_flag("--version", "daybookd " DAYBOOK_VERSION);
  AddPlaces(app, flags);
  AddTls(app, flags);
  AddOidc(app, flags.oidc);
  AddKeyChanges(app, flags);
  AddLogs(app, flags);
  AddLimits(app, flags);
  AddAbuse(app, flags);
  AddTimeouts(app, flags);
}

}  // namespace daybook::daemon
