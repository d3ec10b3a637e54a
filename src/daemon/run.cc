// The process: its signals, its limits, its exit status.

#include <sys/resource.h>
#include <systemd/sd-daemon.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>

#include "daemon/daemon.h"
#include "daemon/watchdog.h"
#include "http/listen_address.h"

namespace daybook::daemon {
namespace {

namespace asio = boost::asio;

// How often trouble is looked for, to be logged.
constexpr std::chrono::seconds kLookEvery{2};

// The usual soft limit of 1,024 files is for programs that use select(2). Connections and
// RocksDB's files together are more.
void RaiseFileLimit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

// Tells the service manager, if one asked to be told (NOTIFY_SOCKET). Nothing here depends on
// whether it hears that, so a failure is not looked at.
void Notify(const std::string& state) { sd_notify(0, state.c_str()); }

// What the main thread does: waits for signals, and looks now and then.
class SignalLoop {
 public:
  SignalLoop(Daemon& daemon, Log& log) : daemon_(daemon), log_(log) { AwaitSignal(); }

  /// Returns when the process shall stop.
  void Run() {
    watchdog_.emplace(context_, Watchdog::Wanted(),
                      [this](const auto& answer) { daemon_.AskThreads(answer); });
    AwaitLook();
    context_.run();
  }

 private:
  void AwaitSignal() {
    signals_.async_wait([this](const boost::system::error_code& error, int number) {
      if (error) return;
      if (number == SIGHUP) {
        Notify("RELOADING=1");
        daemon_.Reload();
        Notify("READY=1");
        AwaitSignal();
        return;
      }
      Notify("STOPPING=1");
      log_.messages().info("{}: stopping", number == SIGTERM ? "SIGTERM" : "SIGINT");
      // From here on they do what they do by themselves: a second one ends the process at once.
      signals_.remove(SIGTERM);
      signals_.remove(SIGINT);
      context_.stop();
    });
  }

  void AwaitLook() {
    timer_.expires_after(kLookEvery);
    timer_.async_wait([this](const boost::system::error_code& error) {
      if (error) return;
      daemon_.LogChanges();
      AwaitLook();
    });
  }

  Daemon& daemon_;
  Log& log_;
  asio::io_context context_{1};
  asio::signal_set signals_{context_, SIGTERM, SIGINT, SIGHUP};
  asio::steady_timer timer_{context_};
  std::optional<Watchdog> watchdog_;
};

int Run(const Config& config) {
  Log log(config.log_format, config.log_level);
  auto daemon = Daemon::Start(config, log);
  if (!daemon) {
    std::fprintf(stderr, "daybookd: %s\n", daemon.error().detail.c_str());
    return kCannotStart;
  }
  SignalLoop signals(**daemon, log);  // before anyone can know that it runs
  const std::string address = (*daemon)->address();
  if (config.port_file) {
    if (auto written = http::WritePortFile(*config.port_file, address); !written) {
      std::fprintf(stderr, "daybookd: %s\n", written.error().detail.c_str());
      return kCannotStart;
    }
  }
  log.messages().info("Listening on {} with the book in {}", (*daemon)->url(),
                      config.data.string());
  for (const std::string& key : (*daemon)->verifier_keys()) {
    log.messages().info("The book's checkpoints are verified by the key {}", key);
  }
  Notify("READY=1\nSTATUS=Listening on " + (*daemon)->url());
  signals.Run();
  (*daemon)->Stop();
  std::error_code ignored;
  if (config.port_file) std::filesystem::remove(*config.port_file, ignored);
  log.messages().info("Stopped");
  return kClean;
}

}  // namespace

int Main(int argc, char** argv) {
  // A log that nobody reads any more must not end the daemon.
  std::signal(SIGPIPE, SIG_IGN);
  RaiseFileLimit();
  const auto config = ReadConfig(std::vector<std::string>(argv + 1, argv + argc));
  if (!config) {
    const bool clean = config.error().status == kClean;
    std::fputs(config.error().text.c_str(), clean ? stdout : stderr);
    return config.error().status;
  }
  return Run(*config);
}

}  // namespace daybook::daemon
