// daybook backup make, list, verify

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "backup/backup.h"
#include "event/instant.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kBackupHelp = "Copy a book while it is written to, and look after the copies";

constexpr const char* kMakeHelp = R"(Have the daemon make a backup where its --backup-dir says

Examples:
  daybook backup make

All that was acknowledged before is in it, with evidence and the keys of people, which stay wrapped.
The signing key and the master key are not: keep those elsewhere. Only what is new is copied.

Exit status: 0 made, and read again; 2 wrong usage, 3 refused or failed.
)";

constexpr const char* kListHelp = R"(What backups there are in a directory

Examples:
  daybook backup list /srv/backup/daybook

Exit status: 0 listed, 2 there is none.
)";

constexpr const char* kVerifyBackupHelp = R"(Read a backup, and hold it against its checksums

Examples:
  daybook backup verify /srv/backup/daybook
  daybook backup verify /srv/backup/daybook --backup 3

That a book comes of it that was signed, daybook restore shows.

Exit status: 0 it is as it was written, 1 it is not, 2 there is none.
)";

constexpr const char* kBackupsPath = "/v1/backups";
constexpr std::chrono::milliseconds kBetweenAsking{200};

struct BackupOptions {
  std::string directory;
  std::uint32_t number = 0;
};

// What GET /v1/backups says.
struct BackingUp {
  std::string state, part, failure, made;
  std::uint64_t done = 0, total = 0, events = 0;
  std::uint32_t number = 0;
};

Result<BackingUp> AskForBackup(HttpClient& client, const std::string& method) {
  const auto response = Accepted(client.Send({.method = method, .target = kBackupsPath}));
  if (!response) return std::unexpected(response.error());
  try {
    const nlohmann::json says = nlohmann::json::parse(response->body);
    const auto text = [&](const char* name) { return says.value(name, std::string()); };
    return BackingUp{.state = says.at("state").get<std::string>(),
                     .part = text("part"),
                     .failure = text("failure"),
                     .made = text("made"),
                     .done = std::stoull("0" + text("done")),
                     .total = std::stoull("0" + text("total")),
                     .events = std::stoull("0" + text("events")),
                     .number = says.value("number", 0U)};
  } catch (const std::exception&) {
    return Fail(ErrorCode::kMalformed, "The answer says nothing of a backup. Is this Daybook?");
  }
}

Exit MakeBackup(Session& session, const BackupOptions& /*options*/) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    auto backing_up = AskForBackup(client, "POST");
    std::string said;
    while (backing_up && backing_up->state == "running") {
      const std::string part = backing_up->part;
      if (part != said && !part.empty()) Say(session.console, "Copying: " + part);
      said = part;
      session.sleep(kBetweenAsking);
      backing_up = AskForBackup(client, "GET");
    }
    if (!backing_up) return std::unexpected(backing_up.error());
    if (backing_up->state != "done") {
      return Fail(ErrorCode::kIo, "There is no backup: " + (backing_up->failure.empty()
                                                                ? "the daemon knows of none."
                                                                : backing_up->failure));
    }
    session.console.out << fmt::format(
        "Backup {} has the {} events there were when it began, and was read again.\n",
        backing_up->number, Grouped(backing_up->events));
    return Exit::kOk;
  });
}

Exit ListBackups(Session& session, const BackupOptions& options) {
  const auto backups = backup::List(options.directory);
  if (!backups) {
    SayError(session.console, backups.error());
    return Exit::kUsage;
  }
  for (const backup::Backup& each : *backups) {
    session.console.out << fmt::format("{:>6}  {}  {} events  {} bytes\n", each.number,
                                       FormatInstant(each.made), Grouped(each.events),
                                       Grouped(each.bytes));
  }
  return Exit::kOk;
}

Exit VerifyBackup(Session& session, const BackupOptions& options) {
  const auto found = backup::Find(options.directory, options.number);
  if (!found) {
    SayError(session.console, found.error());
    return Exit::kUsage;
  }
  Progress progress(session.console, std::nullopt, "files");
  const auto verified = backup::Verify(options.directory, *found,
                                       [&](std::string_view, std::uint64_t done, std::uint64_t) {
                                         progress.Update(done, 0);
                                         return true;
                                       });
  progress.Clear();
  if (!verified) {
    SayError(session.console, verified.error());
    return Exit::kFailed;
  }
  session.console.out << fmt::format("Backup {} of {} events is as it was written.\n",
                                     found->number, Grouped(found->events));
  return Exit::kOk;
}

}  // namespace

void AddBackup(CLI::App& app, Session& session) {
  CLI::App* group = app.add_subcommand("backup", kBackupHelp);
  group->require_subcommand(1);
  const auto make = std::make_shared<BackupOptions>();
  Choose(*group->add_subcommand("make", kMakeHelp), session, make, MakeBackup);
  const auto list = std::make_shared<BackupOptions>();
  CLI::App* listing = group->add_subcommand("list", kListHelp);
  listing->add_option("directory", list->directory, "Where they are")->type_name("DIR")->required();
  Choose(*listing, session, list, ListBackups);
  const auto verify = std::make_shared<BackupOptions>();
  CLI::App* verifying = group->add_subcommand("verify", kVerifyBackupHelp);
  verifying->add_option("directory", verify->directory, "Where they are")
      ->type_name("DIR")
      ->required();
  verifying->add_option("--backup", verify->number, "Which one; the newest, if not given")
      ->type_name("N");
  Choose(*verifying, session, verify, VerifyBackup);
}

}  // namespace daybook::tools
