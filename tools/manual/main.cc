// daybook_manual DIRECTORY: writes the manual pages and completions of daybookd and daybook there.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "daemon/flags.h"
#include "tools/manual/completion.h"
#include "tools/manual/page.h"
#include "tools/session.h"

namespace daybook::manual {
namespace {

constexpr const char* kFiles =
    "/etc/daybook/daybookd.toml: the settings, each explained.\n\n"
    "/var/lib/daybook: the book.\n\n"
    "/var/lib/daybook.keyring: people's keys.\n\n"
    "/var/lib/daybook.secrets: the key that they are wrapped with.\n";

constexpr const char* kExit =
    "0 it is done, 1 not all of it, 2 wrong usage, 3 the daemon cannot be reached or refused.";

bool Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (file) return true;
  std::cerr << "daybook_manual: cannot write " << path << '\n';
  return false;
}

bool WriteDaemon(const std::filesystem::path& directory) {
  CLI::App app;
  daemon::Flags flags;
  daemon::AddFlags(app, flags);
  const DescribedCommand command = Describe(app);
  return Write(directory / "daybookd.8",
               Page(command, {.section = 8,
                              .version = DAYBOOK_VERSION,
                              .more = {{"FILES", kFiles}, {"SEE ALSO", "daybook(1)"}}})) &&
         Write(directory / "daybookd.bash", BashCompletion(command)) &&
         Write(directory / "_daybookd", ZshCompletion(command));
}

bool WriteCommandLine(const std::filesystem::path& directory) {
  tools::Console console = tools::StandardConsole();
  tools::Session session{.console = console, .sleep = {}};
  CLI::App app;
  tools::AddCommands(app, session);
  const DescribedCommand command = Describe(app);
  return Write(directory / "daybook.1",
               Page(command, {.section = 1,
                              .version = DAYBOOK_VERSION,
                              .more = {{"EXIT STATUS", kExit}, {"SEE ALSO", "daybookd(8)"}}})) &&
         Write(directory / "daybook.bash", BashCompletion(command)) &&
         Write(directory / "_daybook", ZshCompletion(command));
}

}  // namespace
}  // namespace daybook::manual

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: daybook_manual DIRECTORY\n";
    return 2;
  }
  const std::filesystem::path directory = argv[1];
  std::filesystem::create_directories(directory);
  return daybook::manual::WriteDaemon(directory) && daybook::manual::WriteCommandLine(directory)
             ? 0
             : 1;
}
