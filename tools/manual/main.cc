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

// The manual page of a program, and its completions.
bool WriteOf(const std::filesystem::path& directory, CLI::App& app, const PageFrame& frame) {
  const DescribedCommand command = Describe(app);
  const std::string section = std::to_string(frame.section);
  return Write(directory / (command.name + '.' + section), Page(command, frame)) &&
         Write(directory / (command.name + ".bash"), BashCompletion(command)) &&
         Write(directory / ('_' + command.name), ZshCompletion(command));
}

bool WriteDaemon(const std::filesystem::path& directory) {
  CLI::App app;
  daemon::Flags flags;
  daemon::AddFlags(app, flags);
  return WriteOf(directory, app,
                 {.section = 8,
                  .version = DAYBOOK_VERSION,
                  .more = {{"FILES", kFiles}, {"SEE ALSO", "daybook(1)"}}});
}

bool WriteCommandLine(const std::filesystem::path& directory) {
  tools::Console console = tools::StandardConsole();
  tools::Session session{.console = console, .sleep = {}};
  CLI::App app;
  tools::AddCommands(app, session);
  return WriteOf(directory, app,
                 {.section = 1,
                  .version = DAYBOOK_VERSION,
                  .more = {{"EXIT STATUS", kExit}, {"SEE ALSO", "daybookd(8)"}}});
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
