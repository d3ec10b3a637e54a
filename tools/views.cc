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

constexpr const char* kReadinessHelp =
    R"(Show what an inspector would ask of each finding, and what is missing

Examples:
  daybook readiness
  daybook readiness --at 2025-03-31 --known 2025-03-31 --audience board
  daybook readiness --json | jq -r '.rows[] | select(.missing != null) | [.finding, .why] | @tsv'

There is no score. What can be missing: the finding is in no plan, no action is to mend it, actions
are not completed, its impact is not evidenced, it has no evidence, none that is accepted or none
that is new, no inspector has looked since the judgement, it was challenged and nothing was assessed
since, its sources are disputed, or no meeting has closed it. A strength is asked what shows it now.
)";

constexpr const char* kMeasuresHelp = R"(Show whether practice moves, measure by measure

Examples:
  daybook measures
  daybook measures --csv > measures.csv
  daybook measures --json | jq '.rows[] | select(.standing == "missed")'

The value of the last period beside the target, the period before it, and the trend of the last six.
In a series, `*` stands by a value that was restated and `?` by one that may still change.
)";

constexpr const char* kTimelineHelp = R"(Show what happened, and what has to happen by when

Examples:
  daybook timeline
  daybook timeline --audience public
  daybook timeline --json | jq '.rows[] | select(.standing == "overdue")'

Deadlines are those of actions, impact reviews and targets, and the statement of proposed action that
is due 70 working days after an inspection's report is received, by England's bank holidays.
)";

constexpr const char* kWorkloadHelp = R"(Show what each owner has to do, and what of it is late

Examples:
  daybook workload
  daybook workload --csv > workload.csv
)";

constexpr const char* kValuesHelp = R"(Show what the measures came to, period by period

Examples:
  daybook values --csv > values.csv
  daybook values --json | jq '.rows[] | select(.measure == "assessments-in-45-days")'
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
    ViewCommand{"status", kStatusHelp},       ViewCommand{"plan", kPlanHelp},
    ViewCommand{"readiness", kReadinessHelp}, ViewCommand{"measures", kMeasuresHelp},
    ViewCommand{"timeline", kTimelineHelp},   ViewCommand{"workload", kWorkloadHelp},
    ViewCommand{"values", kValuesHelp},       ViewCommand{"exceptions", kExceptionsHelp}};

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
