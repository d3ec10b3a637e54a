// daybook restore

#include <fmt/format.h>

#include "backup/backup.h"
#include "event/instant.h"
#include "tools/progress.h"
#include "tools/session.h"
#include "tools/trust.h"
#include "tools/verify.h"

namespace daybook::tools {
namespace {

constexpr const char* kRestoreHelp = R"(Make a book of a backup, and verify it

Examples:
  daybook restore /srv/backup/daybook /var/lib/daybook --key book.vkey
  daybook restore /srv/backup/daybook ./then --backup 3 --key book.vkey

Makes the directory and, beside it, its keyring; nothing that is there is overwritten. Put the
signing key (DIR/signing-key) and the master key back from wherever you keep them before the daemon
is started: a backup has neither. The master key goes where the daemon's setting master-key says,
/var/lib/daybook.secrets/master-key as installed; where it says nothing, to DIR.master-key.

A point in time is chosen by choosing a backup: a book is not cut shorter than it was signed.

Exit status: 0 restored and verified, 1 what came of it is not as it was signed, 2 wrong usage,
3 not restored.
)";

struct RestoreOptions {
  std::string from, data;
  std::uint32_t number = 0;
  Trust trust;
};

// Without the slash a shell adds, so that what is beside it has a name.
std::filesystem::path WholePath(const std::string& given) {
  std::filesystem::path path = std::filesystem::absolute(given).lexically_normal();
  return path.has_filename() ? path : path.parent_path();
}

Result<tree::Policy> PolicyOf(Console& console, const Trust& trust, const backup::Backup& chosen) {
  auto given = ReadTrust(console, trust);
  if (!given) return std::unexpected(std::move(given.error()));
  if (*given) return **std::move(given);
  Say(console, "The key is the backup's own. Better give one you have kept, with --key.");
  std::string lines;
  for (const std::string& key : chosen.keys) lines += key + "\n";
  return tree::Policy::OfKeys(lines);
}

void WarnOfKeys(Console& console, const std::string& from, const backup::Backup& chosen) {
  const auto lost = backup::CountLostKeys(from, chosen);
  if (!lost) return SayError(console, lost.error());
  if (*lost == 0) return;
  Say(console, fmt::format("Warning: the keys of {} people were destroyed after this backup was "
                           "made. What was sealed for them stays unreadable; if the book does not "
                           "say that they are erased, put that on record again.",
                           Grouped(*lost)));
}

Exit RestoreBook(Session& session, const RestoreOptions& options) {
  Console& console = session.console;
  const auto chosen = backup::Find(options.from, options.number);
  if (!chosen) {
    SayError(console, chosen.error());
    return Exit::kUsage;
  }
  const auto policy = PolicyOf(console, options.trust, *chosen);
  if (!policy) {
    SayError(console, policy.error());
    return Exit::kUsage;
  }
  const std::filesystem::path data = WholePath(options.data);
  std::filesystem::path keyring = data;
  keyring += ".keyring";
  Say(console,
      fmt::format("Restoring backup {} of {}", chosen->number, FormatInstant(chosen->made)));
  Progress progress(console, std::nullopt, "files");
  const auto restored = backup::Restore(options.from, *chosen, data, keyring,
                                        [&](std::string_view, std::uint64_t done, std::uint64_t) {
                                          progress.Update(done, 0);
                                          return true;
                                        });
  progress.Clear();
  if (!restored) {
    SayError(console, restored.error());
    return Exit::kRefused;
  }
  WarnOfKeys(console, options.from, *chosen);
  const Verified verified =
      VerifyDirectory(console, data.string(), {.policy = *policy, .since = {}, .since_name = {}});
  if (verified.exit == Exit::kOk) {
    Say(console, "Put back signing-key and the master key before the daemon is started.");
  }
  return verified.exit;
}

}  // namespace

void AddRestore(CLI::App& app, Session& session) {
  const auto options = std::make_shared<RestoreOptions>();
  CLI::App* command = app.add_subcommand("restore", kRestoreHelp);
  command->add_option("backups", options->from, "Where the backups are")
      ->type_name("BACKUPS")
      ->required();
  command->add_option("directory", options->data, "The book's directory, which is made")
      ->type_name("DIR")
      ->required();
  command->add_option("--backup", options->number, "Which one; the newest, if not given")
      ->type_name("N");
  AddTrust(*command, options->trust);
  Choose(*command, session, options, RestoreBook);
}

}  // namespace daybook::tools
