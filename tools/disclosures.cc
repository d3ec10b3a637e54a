#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kDisclosuresHelp =
    R"(Show who was shown personal data, and who exported events

Examples:
  daybook disclosures
  daybook disclosures person/service-director
  daybook disclosures --csv > disclosures.csv

Newest first. Whoever looks at the same thing again within an hour, for the same purpose, is told of
once.
)";

Exit Disclosures(Session& session, const ViewOptions& options) {
  Target target("/v1/views/disclosures");
  target.Add("subject", options.subject);
  AddTo(target, options.cut);
  target.Add("min_position", options.min_position);
  return PrintRows(session, target, options.format);
}

}  // namespace

void AddDisclosures(CLI::App& app, Session& session) {
  auto options = std::make_shared<ViewOptions>();
  CLI::App* command = app.add_subcommand("disclosures", kDisclosuresHelp);
  command->add_option("subject", options->subject, "Whose data, or what was asked for, as kind/id")
      ->type_name("SUBJECT");
  AddViewOptions(*command, *options);
  Choose(*command, session, options, Disclosures);
}

}  // namespace daybook::tools
