#include "tools/view.h"

#include <array>

namespace daybook::tools {
namespace {

constexpr const char* kStatusHelp = R"(Show where the programme stands

Examples:
  daybook status
  daybook status --csv > status.csv
  daybook status --json | jq '.rows[]'
  daybook status --known 2024-09-24 --audience committee
)";

constexpr const char* kPlanHelp = R"(Show what is promised, whether it is on time, and why so

Examples:
  daybook plan
  daybook plan --json | jq -r '.rows[] | select(.colour == "red") | [.action, .reason] | @tsv'
  daybook plan --at 2025-01-22 --known 2025-01-22

The colour of an action is that of the first rule that holds: grey (cancelled, or not to be started
yet), blue (its impact is embedded and its findings were closed), red (overdue, blocked, its impact
lost or not evidenced when it was to be reviewed), amber (completed without evidence of impact, no
owner, rescheduled again, no news of it, due soon with low confidence), green.
)";

constexpr const char* kWorkloadHelp = R"(Show what each owner has to do, and what of it is late

Examples:
  daybook workload
  daybook workload --csv > workload.csv
)";

constexpr const char* kExceptionsHelp =
    R"(Show what did not follow the rules, was told late, or is disputed

Examples:
  daybook exceptions
  daybook exceptions --csv > exceptions.csv

An override broke a rule knowingly, and says why; an import is history that breaks one. Neither goes
away. /v1/rules lists the rules.
)";

// A view that is made from all subjects.
struct ViewCommand {
  const char* name;
  const char* help;
};

constexpr std::array kViewCommands = {
    ViewCommand{"status", kStatusHelp}, ViewCommand{"plan", kPlanHelp},
    ViewCommand{"workload", kWorkloadHelp}, ViewCommand{"exceptions", kExceptionsHelp}};

}  // namespace

void AddViews(CLI::App& app, Session& session) {
  for (const ViewCommand& view : kViewCommands) {
    auto options = std::make_shared<ViewOptions>();
    CLI::App* command = app.add_subcommand(view.name, view.help);
    AddViewOptions(*command, *options);
    Choose(*command, session, options, [&view](Session& chosen, const ViewOptions& asked) {
      return PrintView(chosen, std::string("/v1/views/") + view.name, asked);
    });
  }
}

}  // namespace daybook::tools
