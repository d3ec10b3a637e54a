// daybook keyring rewrap

#include "keyring/rewrap.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kKeyringHelp = "Look after the keys that personal data is sealed under";

constexpr const char* kRewrapHelp = R"(Wrap every key of a keyring with another master key

Examples:
  daybook keyring rewrap --keyring /var/lib/daybook.keyring \
      --old-master /var/lib/daybook.secrets/master-key \
      --new-master /var/lib/daybook.secrets/master-key.new

For a keyring that no daemon has open. The new master key is made when it is not there. The new
files take the place of the old ones in one step, and these are destroyed; interrupted, the same
command goes on from there. Start the daemon with the new master key afterwards.

Exit status: 0 done, 2 wrong usage, 3 refused.
)";

struct RewrapOptions {
  std::string keyring, old_master, new_master;
};

Exit RewrapKeys(Session& session, const RewrapOptions& options) {
  Console& console = session.console;
  Progress progress(console, std::nullopt, "keys");
  const auto count =
      keyring::Rewrap({.directory = options.keyring,
                       .old_master = options.old_master,
                       .new_master = options.new_master,
                       .on_key = [&](std::size_t done, std::size_t) { progress.Update(done, 0); }});
  progress.Clear();
  if (!count) {
    SayError(console, count.error());
    return Exit::kRefused;
  }
  console.out << Grouped(*count) << " keys are wrapped with " << options.new_master
              << ". Back it up, apart from the keyring.\n";
  return Exit::kOk;
}

}  // namespace

void AddKeyring(CLI::App& app, Session& session) {
  CLI::App* keyring = app.add_subcommand("keyring", kKeyringHelp);
  keyring->require_subcommand(1);
  auto options = std::make_shared<RewrapOptions>();
  CLI::App* command = keyring->add_subcommand("rewrap", kRewrapHelp);
  const auto add = [&](const char* name, std::string& value, const char* says, const char* type) {
    command->add_option(name, value, says)->type_name(type)->required();
  };
  add("--keyring", options->keyring, "The directory of the keys", "DIR");
  add("--old-master", options->old_master, "What they are wrapped with now", "FILE");
  add("--new-master", options->new_master, "What they shall be wrapped with", "FILE");
  Choose(*command, session, options, RewrapKeys);
}

}  // namespace daybook::tools
