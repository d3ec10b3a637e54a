#include <fmt/format.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <systemd/sd-daemon.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <csignal>
#include <filesystem>
#include <sstream>

#include "http/listen_address.h"
#include "http/witness_server.h"
#include "log/witness.h"
#include "tools/files.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kWitnessHelp = R"text(Run a witness, which cosigns the checkpoints of logs

A witness remembers how far each log has come, and cosigns (C2SP tlog-witness) only what it can
follow from there. A log that shows two histories cannot have both cosigned. It is of use as far as
others run it than those who run the log.

Its key is made when it starts for the first time. The verifier key is printed, for the policies
of those who shall trust it. SIGTERM and SIGINT stop it cleanly.

Examples:
  daybook witness --state ./witness --log log.key
  daybook witness --state ./witness --log "$(curl -s http://127.0.0.1:7117/v1/log/key)"
)text";

// How long answers in hand may take once it is asked to stop: as long as one may be written.
constexpr std::chrono::seconds kStopTimeout{10};

// A file of keys is small.
constexpr std::size_t kKeysBytes = 64 * 1024;

struct WitnessOptions {
  std::string listen = "127.0.0.1:7200";
  std::string state;
  std::vector<std::string> logs;
  std::string name;
  std::string port_file;
};

// Of one --log: itself a verifier key, or a file with one on each line.
Result<void> AddLogs(Console& console, const std::string& log,
                     std::vector<tree::VerifierKey>& keys) {
  std::string text = log + "\n";
  if (log.find('+') == log.npos || std::filesystem::exists(log)) {
    auto read = ReadWhole(console, log, kKeysBytes);
    if (!read) return std::unexpected(std::move(read.error()));
    text = *std::move(read);
  }
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line.starts_with('#')) continue;
    auto key = tree::VerifierKey::Parse(line);
    if (key && key->type != tree::KeyType::kEd25519) {
      key = Fail(ErrorCode::kMalformed, "A log's key is of type 1 (Ed25519).");
    }
    if (!key) return Fail(key.error().code, fmt::format("'{}': {}", line, key.error().detail));
    keys.push_back(*std::move(key));
  }
  return {};
}

Result<std::vector<tree::VerifierKey>> ReadLogs(Console& console,
                                                const std::vector<std::string>& logs) {
  std::vector<tree::VerifierKey> keys;
  for (const std::string& log : logs) {
    if (auto added = AddLogs(console, log, keys); !added) return std::unexpected(added.error());
  }
  if (keys.empty()) return Fail(ErrorCode::kMalformed, "There is no key of a log in the file.");
  return keys;
}

std::uint64_t Now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

Result<void> Serve(Session& session, const WitnessOptions& options,
                   std::vector<tree::VerifierKey> logs) {
  // Before anyone can know that it runs.
  boost::asio::io_context context{1};
  boost::asio::signal_set signals(context, SIGTERM, SIGINT);
  signals.async_wait([](const boost::system::error_code&, int) {});

  auto witness =
      Witness::Open(options.state, {.logs = std::move(logs), .name = options.name, .clock = Now});
  if (!witness) return std::unexpected(std::move(witness.error()));
  spdlog::logger log("witness", std::make_shared<spdlog::sinks::stderr_sink_mt>());
  log.set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  auto server = http::WitnessServer::Start(**witness, http::WitnessOptions(options.listen), log);
  if (!server) return std::unexpected(std::move(server.error()));
  const std::string address = http::FormatEndpoint((*server)->endpoint());
  session.console.out << (*witness)->verifier().Text() << '\n';
  session.console.out.flush();
  log.info("Listening on http://{} with the state in {}", address, options.state);
  if (!options.port_file.empty()) {
    if (auto written = http::WritePortFile(options.port_file, address); !written) return written;
  }
  // Where nobody asked to be told (NOTIFY_SOCKET), nobody is.
  sd_notify(0, ("READY=1\nSTATUS=Listening on http://" + address).c_str());
  context.run();
  sd_notify(0, "STOPPING=1");
  signals.clear();  // a second one ends the process
  (*server)->Stop(kStopTimeout);
  std::error_code ignored;
  if (!options.port_file.empty()) std::filesystem::remove(options.port_file, ignored);
  log.info("Stopped");
  return {};
}

Exit RunWitness(Session& session, const WitnessOptions& options) {
  // A log that nobody reads any more must not end it.
  std::signal(SIGPIPE, SIG_IGN);
  auto logs = ReadLogs(session.console, options.logs);
  if (!logs) {
    SayError(session.console, logs.error());
    return Exit::kUsage;
  }
  const auto served = Serve(session, options, *std::move(logs));
  if (served) return Exit::kOk;
  SayError(session.console, served.error());
  return Exit::kRefused;
}

}  // namespace

void AddWitness(CLI::App& app, Session& session) {
  auto options = std::make_shared<WitnessOptions>();
  CLI::App* command = app.add_subcommand("witness", kWitnessHelp);
  command->add_option("--state", options->state, "Directory of its key and of what it cosigned")
      ->type_name("DIR")
      ->required();
  command
      ->add_option("--log", options->logs,
                   "Verifier key of a log to cosign, or a file with one on each line; repeatable")
      ->type_name("VKEY|FILE")
      ->allow_extra_args(false)
      ->required();
  command->add_option("--listen", options->listen, "A loopback address; port 0 takes a free one")
      ->type_name("HOST:PORT")
      ->capture_default_str();
  command
      ->add_option("--name", options->name,
                   "Name of a new witness's key, e.g. example.org/witness; made up if not given")
      ->type_name("NAME");
  command
      ->add_option("--port-file", options->port_file,
                   "Write HOST:PORT here once it listens; removed when it stops")
      ->type_name("FILE");
  Choose(*command, session, options, RunWitness);
}

}  // namespace daybook::tools
