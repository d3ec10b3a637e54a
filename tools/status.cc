#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kStatusHelp = R"(Show where the programme stands

Examples:
  daybook status
  daybook status --csv > status.csv
  daybook status --known 2024-09-24 --audience committee
  daybook status --json | jq '.rows[]'
)";

Exit Status(Session& session, const ViewOptions& options) {
  return PrintView(session, "/v1/views/status", options);
}

}  // namespace

void AddStatus(CLI::App& app, Session& session) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = app.add_subcommand("status", kStatusHelp);
  AddViewOptions(*command, *options);
  Choose(*command, session, options, Status);
}

}  // namespace daybook::tools
