#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kChangesHelp = R"(Show what changed between two days, or since one

Examples:
  daybook changes 2024-09-24
  daybook changes 2024-09-24 2025-01-22 --audience committee
  daybook changes 2025-01-22 2025-02-20 --by known
  daybook changes 2024-09-24 --json | jq '.rows[] | select(.change == "rescheduled")'

A day is all of it, in London; a time is as in 2025-01-22T09:00:00Z. Both clocks move from the one
to the other: what had been recorded of all that had occurred, then and then. With --by known only
what was recorded differs: what was learned later. With --by at, only what had occurred, all of it
as it is known now.

learned-late is an event that had occurred by the first day, and that nobody was told of by then.
)";

struct ChangesOptions {
  RowFormat format;
  std::string from, to;
  std::string by = "both";
  std::string audience;
  std::string min_position;
};

Exit ShowChanges(Session& session, const ChangesOptions& options) {
  Target target("/v1/views/changes");
  if (options.by != "known") target.Add("from_at", options.from).Add("at", options.to);
  if (options.by != "at") target.Add("from_known", options.from).Add("known", options.to);
  target.Add("audience", options.audience).Add("min_position", options.min_position);
  return PrintRows(session, target, options.format);
}

}  // namespace

void AddChanges(CLI::App& app, Session& session) {
  auto options = std::make_shared<ChangesOptions>();
  CLI::App* command = app.add_subcommand("changes", kChangesHelp);
  command->add_option("from", options->from, "The first day or time")
      ->required()
      ->type_name("WHEN");
  command->add_option("to", options->to, "The second; now if it is left out")->type_name("WHEN");
  command->add_option("--by", options->by, "The clock that moves: known, at, or both")
      ->check(CLI::IsMember({"known", "at", "both"}))
      ->type_name("CLOCK")
      ->capture_default_str();
  AddRowFormat(*command, options->format);
  AddMinPosition(*command, options->min_position);
  AddAudience(*command, options->audience);
  Choose(*command, session, options, ShowChanges);
}

}  // namespace daybook::tools
