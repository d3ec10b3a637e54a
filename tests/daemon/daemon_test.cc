#include "daemon/daemon.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <csignal>
#include <fstream>
#include <future>
#include <sstream>
#include <thread>

#include "http/client.h"
#include "support/temporary_directory.h"
#include "tree/note.h"

namespace daybook::daemon {
namespace {

constexpr const char* kEvent =
    R"({"specversion":"1.0","id":"1","source":"/test","type":"case.noted","subject":"case/1"})";

// daybookd's main on a thread of this process, which gets its signals.
class ProcessTest : public ::testing::Test {
 protected:
  void Start(bool open = true) {
    std::vector<std::string> arguments = {"daybookd",    "--data",      directory_ / "book",
                                          "--listen",    "127.0.0.1:0", "--disk-reserve",
                                          "0",           "--log-level", "off",
                                          "--port-file", PortFile()};
    if (open) arguments.emplace_back("--open");
    status_ = std::async(std::launch::async, [arguments]() mutable {
      std::vector<char*> argv;
      for (std::string& argument : arguments) argv.push_back(argument.data());
      return Main(static_cast<int>(argv.size()), argv.data());
    });
  }

  std::string PortFile() const { return directory_ / "port"; }

  // The port, once the daemon has said it; 0 when it ended instead.
  std::uint16_t Port() {
    while (status_.wait_for(std::chrono::milliseconds(1)) == std::future_status::timeout) {
      std::ifstream file(PortFile());
      std::string address;
      if (!std::getline(file, address)) continue;
      return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }
    return 0;
  }

  int Stop(int signal) {
    std::raise(signal);
    return status_.get();
  }

  testing::TemporaryDirectory directory_;
  std::future<int> status_;
};

TEST_F(ProcessTest, SigtermStopsItCleanlyAndItsBookIsThereAgain) {
  Start();
  const std::uint16_t port = Port();
  ASSERT_NE(port, 0);
  http::Client client(port);
  EXPECT_EQ(client.Post("/v1/events", "application/cloudevents+json", kEvent).status, 201);
  EXPECT_EQ(Stop(SIGTERM), kClean);
  EXPECT_TRUE(client.IsClosed());
  EXPECT_FALSE(std::filesystem::exists(PortFile()));

  Start();
  http::Client again(Port());
  EXPECT_EQ(again.Get("/v1/events/0").status, 200);
  EXPECT_EQ(again.Get("/v1/events?limit=1").Json().at("position"), "1");
  EXPECT_EQ(Stop(SIGINT), kClean);
}

std::string TextOf(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string text;
  std::getline(file, text);
  return text;
}

TEST_F(ProcessTest, TheFirstStartMakesTheTokenOfAnAdministratorAndLaterOnesKeepIt) {
  Start(/*open=*/false);
  std::uint16_t port = Port();
  ASSERT_NE(port, 0);
  const std::filesystem::path file = directory_ / "book" / "admin.token";
  const std::string token = TextOf(file);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
  EXPECT_EQ(http::Client(port).Get("/v1/events").status, 401);
  const http::Headers admin{{"Authorization", "Bearer " + token}};
  const auto grant = http::Client(port).Get("/v1/events/0", admin).Json();
  EXPECT_EQ(grant.at("type"), "access.granted");
  EXPECT_EQ(grant.at("authid"), "daybookd");
  EXPECT_EQ(grant.dump().find(token.substr(17)), std::string::npos);
  EXPECT_EQ(Stop(SIGTERM), kClean);

  Start(/*open=*/false);
  port = Port();
  ASSERT_NE(port, 0);
  EXPECT_EQ(TextOf(file), token);
  EXPECT_EQ(http::Client(port).Get("/v1/events/0", admin).status, 200);
  EXPECT_EQ(http::Client(port).Get("/v1/events/1", admin).status, 404);
  EXPECT_EQ(Stop(SIGTERM), kClean);
}

TEST_F(ProcessTest, AnOpenOneAsksNobodyAndMakesNoToken) {
  Start();
  const std::uint16_t port = Port();
  ASSERT_NE(port, 0);
  EXPECT_EQ(http::Client(port).Get("/v1/views/status").status, 200);
  EXPECT_FALSE(std::filesystem::exists(directory_ / "book" / "admin.token"));
  EXPECT_EQ(Stop(SIGTERM), kClean);
}

TEST_F(ProcessTest, SighupDoesNotEndIt) {
  Start();
  const std::uint16_t port = Port();
  ASSERT_NE(port, 0);
  std::raise(SIGHUP);
  EXPECT_EQ(http::Client(port).Get("/health/ready").status, 200);
  EXPECT_EQ(Stop(SIGTERM), kClean);
}

TEST_F(ProcessTest, ABookThatAnotherHoldsIsAClearError) {
  Start();
  ASSERT_NE(Port(), 0);
  ::testing::internal::CaptureStderr();
  std::string data = directory_ / "book";
  const char* argv[] = {"daybookd", "--data", data.c_str(), "--listen", "127.0.0.1:0"};
  const int status = Main(5, const_cast<char**>(argv));
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(status, kCannotStart);
  EXPECT_TRUE(said.starts_with("daybookd: ")) << said;
  EXPECT_NE(said.find("is open already"), std::string::npos) << said;
  EXPECT_EQ(Stop(SIGTERM), kClean);
}

// What Main answers to these arguments, and says on stderr.
std::pair<int, std::string> RunMain(std::vector<std::string> arguments) {
  ::testing::internal::CaptureStderr();
  arguments.insert(arguments.begin(), "daybookd");
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  const int status = Main(static_cast<int>(argv.size()), argv.data());
  return {status, ::testing::internal::GetCapturedStderr()};
}

TEST(ExitStatusTest, WrongUsageIsTwoAndAnAddressThatCannotBeIsThree) {
  EXPECT_EQ(RunMain({"--nonsense"}).first, kUsage);
  const testing::TemporaryDirectory directory;
  const auto [status, said] = RunMain({"--data", directory / "book", "--listen", "0.0.0.0:7117"});
  EXPECT_EQ(status, kCannotStart);
  EXPECT_NE(said.find("beyond loopback: without TLS"), std::string::npos) << said;
  EXPECT_FALSE(std::filesystem::exists(directory / "book")) << "it was made for nothing";
  EXPECT_EQ(RunMain({"--data", "/proc/nowhere", "--listen", "127.0.0.1:0"}).first, kCannotStart);
}

TEST(ExitStatusTest, AWitnessPolicyThatCannotBeIsSaidBeforeTheBookIsMade) {
  const testing::TemporaryDirectory directory;
  const std::string key =
      tree::NoteSigner("example.com/w", tree::PrivateKey(tree::PrivateKey::Seed{}),
                       tree::KeyType::kCosignature)
          .verifier()
          .Text();
  for (const auto& [policy, why] : std::vector<std::pair<std::string, std::string>>{
           {"quorum none\n", "names no witness"},
           {"nonsense\n", "Line 1"},
           {"witness w " + key + "\nquorum w\n", "has no URL"},
           {"witness w " + key + " ftp://w\nquorum w\n", "only http://"}}) {
    std::ofstream(directory / "policy") << policy;
    const auto [status, said] = RunMain({"--data", directory / "book", "--listen", "127.0.0.1:0",
                                         "--witness-policy", directory / "policy"});
    EXPECT_EQ(status, kCannotStart);
    EXPECT_NE(said.find(why), std::string::npos) << said;
  }
  EXPECT_EQ(RunMain({"--data", directory / "book", "--witness-policy", directory / "none"}).first,
            kCannotStart);
  EXPECT_FALSE(std::filesystem::exists(directory / "book"));
}

TEST(DaemonLogTest, AFillingDiskIsToldOfOnceAtEachLevelAndWhenItHasRoomAgain) {
  const testing::TemporaryDirectory directory;
  std::uint64_t free = 700;
  Config config;
  config.data = directory / "book";
  config.keyring = directory / "keyring";
  config.master_key = directory / "master-key";
  config.http.listen = "127.0.0.1:0";
  config.open = true;
  config.book.disk_reserve_bytes = 100;
  config.book.disk_warn_bytes = 800;
  config.book.free_bytes = [&](const auto&) -> Result<std::uint64_t> { return free; };
  std::ostringstream out;
  Log log(LogFormat::kText, "info", std::make_shared<spdlog::sinks::ostream_sink_mt>(out));
  const auto daemon = Daemon::Start(config, log);
  ASSERT_TRUE(daemon) << daemon.error().detail;
  const auto said = [&](std::uint64_t now) {
    out.str("");
    free = now;
    (*daemon)->LogChanges();
    return out.str();
  };
  EXPECT_NE(said(700).find(" warning The disk is nearly full"), std::string::npos) << out.str();
  EXPECT_EQ(said(600), "") << "once";
  EXPECT_NE(said(99).find(" error The book takes no appends"), std::string::npos) << out.str();
  EXPECT_EQ(said(98), "");
  EXPECT_NE(said(200).find(" info The book takes appends and is followed again"), std::string::npos)
      << out.str();
  EXPECT_NE(said(5'000).find(" info The disk has room again: 5000"), std::string::npos);
  (*daemon)->Stop();
}

}  // namespace
}  // namespace daybook::daemon

// The library of src/daemon holds main.cc as well, and would be asked before GoogleTest's.
int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
