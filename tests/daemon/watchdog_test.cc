// The service manager is told that the daemon goes on as long as it does, and no longer.

#include "daemon/watchdog.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <spdlog/details/null_mutex.h>
#include <spdlog/sinks/base_sink.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <future>
#include <mutex>
#include <thread>

#include "daemon/daemon.h"
#include "http/client.h"
#include "support/temporary_directory.h"

namespace daybook::daemon {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kWithin{100};
constexpr milliseconds kQuiet{500};

// What a thread stands still at.
class Gate {
 public:
  void Pass() {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return open_; });
  }
  void Set(bool open) {
    const std::scoped_lock lock(mutex_);
    open_ = open;
    moved_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable moved_;
  bool open_ = true;
};

// A log that is stuck, as one is whose reader has stopped reading.
class GateSink : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
 public:
  explicit GateSink(Gate& gate) : gate_(gate) {}

 private:
  void sink_it_(const spdlog::details::log_msg&) override { gate_.Pass(); }
  void flush_() override {}

  Gate& gate_;
};

// Listens as systemd does, where NOTIFY_SOCKET says.
class FakeManager {
 public:
  explicit FakeManager(const std::string& path)
      : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    EXPECT_EQ(::bind(socket_, generic, sizeof address), 0);
    ::setenv("NOTIFY_SOCKET", path.c_str(), 1);
  }
  ~FakeManager() {
    ::unsetenv("NOTIFY_SOCKET");
    ::close(socket_);
  }
  FakeManager(const FakeManager&) = delete;
  FakeManager& operator=(const FakeManager&) = delete;

  // The next message; "" if none comes in that time.
  std::string Next(milliseconds time) {
    pollfd ready{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&ready, 1, static_cast<int>(time.count())) != 1) return "";
    char text[256];
    const ssize_t size = ::recv(socket_, text, sizeof text, 0);
    return {text, static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
  }

  bool HearsPings() { return Next(std::chrono::seconds(30)) == "WATCHDOG=1"; }

  // Whether there comes to be silence, for ten times as long as there is between two pings.
  bool HearsSilence() {
    for (int i = 0; i < 100; ++i) {
      if (Next(kQuiet).empty()) return true;
    }
    return false;
  }

 private:
  const int socket_;
};

class WatchdogTest : public ::testing::Test {
 protected:
  WatchdogTest() : log_(LogFormat::kText, "info", std::make_shared<GateSink>(log_gate_)) {
    Config config;
    config.data = directory_ / "book";
    config.keyring = directory_ / "keyring";
    config.master_key = directory_ / "master-key";
    config.open = true;
    config.http.listen = "127.0.0.1:0";
    config.http.io_threads = 2;
    config.book.disk_reserve_bytes = 0;
    config.book.clock = [this] {
      commit_gate_.Pass();
      return Instant{};
    };
    daemon_ = *Daemon::Start(config, log_);
    watchdog_.emplace(context_, kWithin,
                      [this](const auto& answer) { daemon_->AskThreads(answer); });
    runs_ = std::jthread([this] { context_.run(); });
  }

  ~WatchdogTest() override {
    commit_gate_.Set(true);
    log_gate_.Set(true);
    context_.stop();
  }

  // A request that the daemon may not come to answer.
  std::future<int> Ask(bool append) const {
    const std::string address = daemon_->address();
    const auto port = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    return std::async(std::launch::async, [port, append] {
      http::Client client(port);
      if (!append) return client.Get("/v1/events").status;
      return client
          .Post("/v1/events", "application/cloudevents+json",
                R"({"specversion":"1.0","id":"1","source":"/t","type":"a.b","subject":"a/1"})")
          .status;
    });
  }

  testing::TemporaryDirectory directory_;
  FakeManager manager_{directory_ / "notify"};
  Gate commit_gate_, log_gate_;
  Log log_;
  std::unique_ptr<Daemon> daemon_;
  boost::asio::io_context context_{1};
  std::optional<Watchdog> watchdog_;
  std::jthread runs_;
};

TEST_F(WatchdogTest, ItPingsForAsLongAsTheCommitThreadGoesOn) {
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(manager_.HearsPings());
  commit_gate_.Set(false);
  std::future<int> append = Ask(/*append=*/true);
  EXPECT_TRUE(manager_.HearsSilence());
  commit_gate_.Set(true);
  EXPECT_EQ(append.get(), 201);
  EXPECT_TRUE(manager_.HearsPings()) << "a thread that goes on again is no reason for a new start";
}

TEST_F(WatchdogTest, ItPingsForAsLongAsEveryThreadThatServesGoesOn) {
  EXPECT_TRUE(manager_.HearsPings());
  log_gate_.Set(false);
  std::future<int> read = Ask(/*append=*/false);
  EXPECT_TRUE(manager_.HearsSilence());
  log_gate_.Set(true);
  EXPECT_EQ(read.get(), 200);
  EXPECT_TRUE(manager_.HearsPings());
}

TEST(WatchdogTimeTest, ItIsWhatTheManagerSaysToThisProcess) {
  EXPECT_EQ(Watchdog::Wanted().count(), 0);
  ::setenv("WATCHDOG_USEC", "2000000", 1);
  EXPECT_EQ(Watchdog::Wanted(), std::chrono::seconds(2));
  ::setenv("WATCHDOG_PID", "1", 1);
  EXPECT_EQ(Watchdog::Wanted().count(), 0) << "it was said to another";
  ::unsetenv("WATCHDOG_PID");
  ::unsetenv("WATCHDOG_USEC");
}

}  // namespace
}  // namespace daybook::daemon
