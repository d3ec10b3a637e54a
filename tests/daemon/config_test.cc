#include "daemon/config.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "daemon/daemon.h"
#include "support/temporary_directory.h"

namespace daybook::daemon {
namespace {

// A variable of the environment for as long as it lives.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Environment() { ::unsetenv(name_); }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
};

class ConfigTest : public ::testing::Test {
 protected:
  std::string File(const std::string& text) {
    const std::string path = directory_ / "daybookd.toml";
    std::ofstream(path) << text;
    return path;
  }

  static Config Read(std::vector<std::string> arguments) {
    auto config = ReadConfig(std::move(arguments));
    EXPECT_TRUE(config.has_value()) << config.error().text;
    return config.value_or(Config());
  }

  static void ExpectUsage(std::vector<std::string> arguments, const std::string& words) {
    const auto config = ReadConfig(std::move(arguments));
    ASSERT_FALSE(config.has_value());
    EXPECT_EQ(config.error().status, kUsage);
    EXPECT_NE(config.error().text.find(words), std::string::npos) << config.error().text;
  }

  testing::TemporaryDirectory directory_;
};

TEST_F(ConfigTest, WithoutAnyWordTheDefaultsHold) {
  const Config config = Read({});
  EXPECT_EQ(config.data, "/var/lib/daybook");
  EXPECT_EQ(config.http.listen, "127.0.0.1:7117");
  EXPECT_EQ(config.http.connections_max, 1'024U);
  EXPECT_EQ(config.http.idle_timeout, std::chrono::seconds(75));
  EXPECT_EQ(config.log_format, LogFormat::kText);
  EXPECT_FALSE(config.port_file.has_value());
}

TEST_F(ConfigTest, TheWarningOfAFullDiskComesBeforeAppendsStop) {
  EXPECT_EQ(Read({}).book.disk_warn_bytes, 1'073'741'824U);
  EXPECT_EQ(Read({"--disk-reserve", "1GB"}).book.disk_warn_bytes, 4 * 1'073'741'824ULL);
  EXPECT_EQ(Read({"--disk-warn", "300MB"}).book.disk_warn_bytes, 300U * 1'048'576);
  const std::string most = std::to_string(UINT64_MAX);
  EXPECT_EQ(Read({"--disk-reserve", most}).book.disk_warn_bytes, UINT64_MAX);
  ExpectUsage({"--disk-warn", "255MB"}, "it would warn too late");
}

TEST_F(ConfigTest, AnIdentityProviderIsAnIssuerAndRolesForItsGroups) {
  EXPECT_FALSE(Read({}).oidc.has_value());
  const std::string secret = directory_ / "secret";
  std::ofstream(secret) << "hush\n";
  std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
  const Config config =
      Read({"--oidc-issuer", "https://id.example.org", "--oidc-client-id", "daybook",
            "--oidc-client-secret-file", secret, "--oidc-role", "a=director", "--oidc-role",
            "b=inspector:public", "--oidc-leeway", "5"});
  ASSERT_TRUE(config.oidc.has_value());
  EXPECT_EQ(config.oidc->client_secret, "hush");
  EXPECT_EQ(config.oidc->groups, "roles");
  EXPECT_EQ(config.oidc->rules.size(), 2U);
  EXPECT_EQ(config.oidc->rules.at(1).group, "b");
  EXPECT_EQ(config.oidc->leeway, std::chrono::seconds(5));
  const std::string file = File(
      "oidc-issuer = \"http://127.0.0.1:3000\"\noidc-audience = \"api\"\n"
      "oidc-role = [\"a=director\", \"b=analyst\"]\n");
  EXPECT_EQ(Read({"--config", file}).oidc->rules.size(), 2U);
}

TEST_F(ConfigTest, AnIdentityProviderThatCannotBeMeantIsWrongUsage) {
  const std::vector<std::string> good = {"--oidc-issuer", "https://i.example", "--oidc-audience",
                                         "api"};
  const auto with = [&](std::vector<std::string> more) {
    more.insert(more.begin(), good.begin(), good.end());
    return more;
  };
  ExpectUsage(good, "needs an --oidc-role");
  ExpectUsage(with({"--oidc-role", "king"}), "group=role");
  ExpectUsage(with({"--oidc-role", "a=king"}), "no role `king`");
  ExpectUsage(with({"--oidc-role", "a=director", "--open"}), "--open asks nobody");
  ExpectUsage(with({"--oidc-role", "a=director", "--oidc-client-secret-file", "x"}), "client-id");
  ExpectUsage({"--oidc-issuer", "https://i.example", "--oidc-role", "a=director"},
              "needs --oidc-audience");
  ExpectUsage(
      {"--oidc-issuer", "http://i.example", "--oidc-audience", "api", "--oidc-role", "a=director"},
      "not at https");
  ExpectUsage({"--oidc-audience", "api"}, "needs --oidc-issuer");
  const std::string open = directory_ / "open";
  std::ofstream(open) << "hush";
  std::filesystem::permissions(open, std::filesystem::perms(0644));
  ExpectUsage({"--oidc-issuer", "https://i.example", "--oidc-client-id", "d", "--oidc-role",
               "a=director", "--oidc-client-secret-file", open},
              "every user of this machine");
}

TEST_F(ConfigTest, KeysAreBesideTheBookUnlessItIsSaidOrTheyAreCredentials) {
  EXPECT_EQ(Read({"--data", "/tmp/b/"}).master_key, "/tmp/b.master-key");
  EXPECT_EQ(Read({"--master-key", "/tmp/k"}).master_key, "/tmp/k");
  const std::string credentials = directory_ / "credentials";
  std::filesystem::create_directory(credentials);
  const Environment environment("CREDENTIALS_DIRECTORY", credentials.c_str());
  EXPECT_EQ(Read({"--master-key", "/tmp/k"}).master_key, "/tmp/k") << "it is not among them";
  std::ofstream(credentials + "/master-key") << "key";
  EXPECT_EQ(Read({"--master-key", "/tmp/k"}).master_key, credentials + "/master-key");
  EXPECT_EQ(Read({}).book.signing_key, "") << "then it is in the book's directory";
  std::ofstream(credentials + "/signing-key") << "key";
  EXPECT_EQ(Read({}).book.signing_key, credentials + "/signing-key");
}

TEST_F(ConfigTest, TlsIsACertificateWithItsKey) {
  EXPECT_FALSE(Read({}).tls.has_value());
  const Config config =
      Read({"--tls-certificate", "c.pem", "--tls-key", "k.pem", "--tls-client-ca", "ca.pem"});
  ASSERT_TRUE(config.tls.has_value());
  EXPECT_EQ(config.tls->certificate, "c.pem");
  EXPECT_EQ(config.tls->key, "k.pem");
  EXPECT_EQ(config.tls->ca, "ca.pem");
  ExpectUsage({"--tls-certificate", "c.pem"}, "both --tls-certificate and --tls-key");
  ExpectUsage({"--tls-key", "k.pem"}, "both --tls-certificate and --tls-key");
  ExpectUsage({"--tls-client-ca", "ca.pem"}, "both --tls-certificate and --tls-key");
}

TEST_F(ConfigTest, WhoeverAsksTooMuchIsLimitedAsTold) {
  EXPECT_FALSE(Read({}).http.limit_loopback);
  const Config config = Read({"--rate-address", "7", "--rate-principal", "0",
                              "--connections-address", "3", "--limit-loopback"});
  EXPECT_EQ(config.http.address_rate, 7U);
  EXPECT_EQ(config.http.principal_rate, 0U);
  EXPECT_EQ(config.http.address_connections_max, 3U);
  EXPECT_TRUE(config.http.limit_loopback);
  ExpectUsage({"--connections-address", "0"}, "--connections-address");
}

TEST_F(ConfigTest, FlagsAreRead) {
  const Config config =
      Read({"--data",         "/tmp/b", "--listen",    "[::1]:0", "--io-threads",   "3",
            "--log-format",   "json",   "--log-level", "warn",    "--disk-reserve", "1GB",
            "--connections",  "7",      "--port-file", "/tmp/p",  "--body-timeout", "5",
            "--stop-timeout", "6"});
  EXPECT_EQ(config.data, "/tmp/b");
  EXPECT_EQ(config.http.listen, "[::1]:0");
  EXPECT_EQ(config.http.io_threads, 3U);
  EXPECT_EQ(config.log_format, LogFormat::kJson);
  EXPECT_EQ(config.log_level, "warn");
  EXPECT_EQ(config.book.disk_reserve_bytes, 1024U * 1024 * 1024);
  EXPECT_EQ(config.http.connections_max, 7U);
  EXPECT_EQ(config.port_file, "/tmp/p");
  EXPECT_EQ(config.http.body_timeout, std::chrono::seconds(5));
  EXPECT_EQ(config.stop_timeout, std::chrono::seconds(6));
}

TEST_F(ConfigTest, AFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile) {
  const std::string file = File("connections = 1\nio-threads = 1\nlisten = \"127.0.0.1:1\"\n");
  const Environment connections("DAYBOOK_CONNECTIONS", "2");
  const Environment threads("DAYBOOK_IO_THREADS", "2");
  const Config config = Read({"--config", file, "--connections", "3"});
  EXPECT_EQ(config.http.connections_max, 3U);
  EXPECT_EQ(config.http.io_threads, 2U);
  EXPECT_EQ(config.http.listen, "127.0.0.1:1");
}

TEST_F(ConfigTest, TheEnvironmentMayNameTheFile) {
  const std::string file = File("# a comment\ndata = \"/tmp/from file\"\ndisk-reserve = \"2MB\"\n");
  const Environment config_file("DAYBOOK_CONFIG", file.c_str());
  const Config config = Read({});
  EXPECT_EQ(config.data, "/tmp/from file");
  EXPECT_EQ(config.book.disk_reserve_bytes, 2U * 1024 * 1024);
}

TEST_F(ConfigTest, WhatNobodyKnowsIsWrongUsage) {
  ExpectUsage({"--conections", "7"}, "conections");
  ExpectUsage({"surplus"}, "surplus");
  ExpectUsage({"--log-format", "xml"}, "xml");
  ExpectUsage({"--connections", "none"}, "none");
  ExpectUsage({"--connections", "0"}, "not in range 1 to 1000000");
  ExpectUsage({"--queue-commits", "0"}, "not in range 1 to 1000000");
  ExpectUsage({"--idle-timeout", "0"}, "idle-timeout");
  ExpectUsage({"--config", "/nonexistent/file"}, "/nonexistent/file");
}

TEST_F(ConfigTest, WhatNobodyKnowsInTheFileIsWrongUsageToo) {
  ExpectUsage({"--config", File("lisen = \"127.0.0.1:1\"\n")}, "`lisen`");
  ExpectUsage({"--config", File("[http]\nlisten = \"127.0.0.1:1\"\n")}, "http");
  ExpectUsage({"--config", File("connections = -3\n")}, "-3");
  ExpectUsage({"--config", File("help = true\n")}, "`help`");
}

TEST_F(ConfigTest, AWrongValueInTheEnvironmentIsWrongUsage) {
  const Environment connections("DAYBOOK_CONNECTIONS", "many");
  ExpectUsage({}, "many");
}

TEST_F(ConfigTest, WhatIsDoneOnceIsAFlagAndNoSetting) {
  EXPECT_EQ(Read({"--rotate-key", "yearly"}).book.rotate_key, "yearly");
  EXPECT_EQ(Read({"--retire-key", "taken up"}).book.retire_key, "taken up");
  ExpectUsage({"--rotate-key", "a", "--retire-key", "b"}, "--retire-key");
  ExpectUsage({"--config", File("rotate-key = \"each start\"\n")}, "`rotate-key`");
  const Environment rotate("DAYBOOK_ROTATE_KEY", "each start");
  EXPECT_EQ(Read({}).book.rotate_key, "");
}

TEST_F(ConfigTest, HelpExplainsEveryOption) {
  const auto config = ReadConfig({"--help"});
  ASSERT_FALSE(config.has_value());
  EXPECT_EQ(config.error().status, kClean);
  for (const char* words :
       {"--data", "DAYBOOK_DATA", "--listen", "--port-file", "--io-threads", "--log-format",
        "--log-level", "--disk-reserve", "--connections", "--stop-timeout", "Exit status"}) {
    EXPECT_NE(config.error().text.find(words), std::string::npos) << words;
  }
}

}  // namespace
}  // namespace daybook::daemon
