#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kTrailHelp = R"(Show who changed what about a subject, when, and why

Examples:
  daybook trail finding/edt-capacity
  daybook trail action/recruit-edt --csv > trail.csv
  daybook trail finding/edt-capacity --at 2025-01-22 --known 2025-02-20
)";

Exit Trail(Session& session, const ViewOptions& options) {
  const std::size_t slash = options.subject.find('/');
  if (slash == std::string::npos || slash == 0 || slash + 1 == options.subject.size()) {
    SayError(session.console,
             {.code = ErrorCode::kMalformed,
              .detail = "'" + options.subject + "' is not a subject: it has the form kind/id"});
    return Exit::kUsage;
  }
  const std::string path = "/v1/subjects/" + PercentEncode(options.subject.substr(0, slash)) + "/" +
                           PercentEncode(options.subject.substr(slash + 1)) + "/trail";
  return PrintView(session, path, options);
}

}  // namespace

void AddTrail(CLI::App& app, Session& session) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = app.add_subcommand("trail", kTrailHelp);
  command->add_option("subject", options->subject, "The subject, as kind/id")
      ->required()
      ->type_name("SUBJECT");
  AddViewOptions(*command, *options);
  Choose(*command, session, options, Trail);
}

}  // namespace daybook::tools
