#include "tools/replay.h"

namespace daybook::tools {
namespace {

constexpr const char* kReplayHelp = R"(Read a book again from its beginning, and make its views anew

Examples:
  daybook replay
  daybook replay --data /var/lib/daybook
  daybook replay --data /var/lib/daybook --view status --at 2024-09-24 --known 2024-09-24

The views are made beside those that are stored, compared with them byte for byte, and take their
place in one step. A daemon goes on answering all the while. --data is for a directory that no
daemon has open; with --view nothing in it is changed, and nothing that is stored of views is read.

Exit status: 0 they are the same, 1 they differed (the new ones are in force now), 2 wrong usage,
3 the daemon or the book cannot be reached, or refused.
)";

Exit Replay(Session& session, const ReplayOptions& options) {
  if (options.data.empty()) return ReplayDaemon(session);
  return options.view.empty() ? ReplayData(session, options) : ReplayView(session, options);
}

}  // namespace

Exit SayOutcome(Console& console, const std::string& difference, const std::string& remark,
                const std::string& sentence) {
  if (!remark.empty()) Say(console, remark);
  if (!difference.empty()) {
    Say(console, "They differ: " + difference);
    Say(console, "What the book says is in force now.");
  }
  console.out << sentence << '\n';
  return difference.empty() ? Exit::kOk : Exit::kFailed;
}

Exit CannotReplay(Console& console, const Error& error) {
  SayError(console, error);
  const bool usage = error.code == ErrorCode::kNotFound || error.code == ErrorCode::kMalformed;
  return usage ? Exit::kUsage : Exit::kRefused;
}

void AddReplay(CLI::App& app, Session& session) {
  auto options = std::make_shared<ReplayOptions>();
  CLI::App* command = app.add_subcommand("replay", kReplayHelp);
  auto* data =
      command->add_option("--data", options->data, "The directory of a book")->type_name("DIR");
  auto* view = command->add_option("--view", options->view, "Show this view, and change nothing")
                   ->type_name("VIEW")
                   ->needs(data);
  for (CLI::Option* of_view : AddRowFormat(*command, options->format)) of_view->needs(view);
  for (CLI::Option* of_view : AddCut(*command, options->cut)) of_view->needs(view);
  Choose(*command, session, options, Replay);
}

}  // namespace daybook::tools
