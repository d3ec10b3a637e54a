// The file of settings that is installed, beside the options as the daemon knows them.

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "daemon/config.h"
#include "daemon/flags.h"
#include "support/temporary_directory.h"

namespace daybook::daemon {
namespace {

constexpr const char* kFile = DAYBOOK_SOURCE_DIR "/tools/package/daybookd.toml";

struct Setting {
  std::string value;
  std::string prose;  // the lines before it
};

// Every setting in the file, whether it is set or shown as a comment. None stands there twice.
std::map<std::string, Setting> SettingsShown() {
  std::ifstream file(kFile);
  EXPECT_TRUE(file) << kFile;
  std::map<std::string, Setting> shown;
  const std::regex setting("#?([a-z][a-z-]*) = (.+)");
  std::string prose;
  for (std::string line; std::getline(file, line);) {
    std::smatch found;
    if (std::regex_match(line, found, setting)) {
      EXPECT_TRUE(shown.try_emplace(found[1], Setting{found[2], prose}).second) << line;
    }
    prose = line.starts_with("# ") ? prose + line + '\n' : "";
  }
  return shown;
}

// Without quotes, and sizes in bytes, as the help shows them.
std::string Plain(std::string value) {
  if (value.starts_with('"')) value = value.substr(1, value.size() - 2);
  if (value.ends_with("MB")) value = std::to_string(std::stoull(value) * 1024 * 1024);
  return value;
}

TEST(ConfigFileTest, ItShowsEverySettingThatTheDaemonKnowsAndNoOther) {
  CLI::App app;
  Flags flags;
  AddFlags(app, flags);
  std::set<std::string> known;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_configurable() && option->get_name() != "--help") {
      known.insert(option->get_name().substr(2));
    }
  }
  std::set<std::string> shown;
  for (const auto& [name, setting] : SettingsShown()) shown.insert(name);
  EXPECT_EQ(shown, known);
}

TEST(ConfigFileTest, EachIsExplainedAndShownWithItsDefault) {
  CLI::App app;
  Flags flags;
  AddFlags(app, flags);
  for (const auto& [name, setting] : SettingsShown()) {
    EXPECT_GT(setting.prose.size(), 8U) << name << " is not explained";
    const CLI::Option* option = app.get_option_no_throw("--" + name);
    ASSERT_NE(option, nullptr) << name;
    std::string fallback = option->get_default_str();
    if (fallback.empty() && option->get_expected_max() == 0) fallback = "false";
    if (fallback.empty()) {
      EXPECT_NE(setting.prose.find("Unset"), std::string::npos)
          << name << " has no default, which the file does not say";
    } else {
      EXPECT_EQ(Plain(setting.value), fallback) << name;
      EXPECT_EQ(setting.prose.find("Unset"), std::string::npos) << name;
    }
  }
}

TEST(ConfigFileTest, AsItIsTheDefaultsHoldButForTheKeyOutsideTheBook) {
  const auto config = ReadConfig({"--config", kFile});
  ASSERT_TRUE(config.has_value()) << config.error().text;
  const auto without = ReadConfig({});
  ASSERT_TRUE(without.has_value());
  EXPECT_EQ(config->master_key, "/var/lib/daybook.secrets/master-key");
  EXPECT_EQ(config->data, without->data);
  EXPECT_EQ(config->keyring, without->keyring);
  EXPECT_EQ(config->http.listen, without->http.listen);
}

TEST(ConfigFileTest, WithEveryLineUncommentedItIsRead) {
  std::ifstream file(kFile);
  std::stringstream text;
  text << file.rdbuf();
  const testing::TemporaryDirectory directory;
  const std::string secret = directory / "secret";
  std::ofstream(secret) << "hush\n";
  std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
  const std::string all = directory / "all.toml";
  std::ofstream(all) << std::regex_replace(text.str(), std::regex("(^|\n)#([a-z-]+ = )"), "$1$2");
  const auto config = ReadConfig({"--config", all, "--oidc-client-secret-file", secret});
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->oidc->rules.size(), 2U);
  EXPECT_EQ(config->backups_kept, 14U);
  EXPECT_FALSE(config->open);
  EXPECT_FALSE(config->http.limit_loopback);
  EXPECT_EQ(config->book.disk_reserve_bytes, 256U * 1024 * 1024);
}

}  // namespace
}  // namespace daybook::daemon
