#include "improvement/report_html.h"
#include "improvement/report_markdown.h"
#include "improvement/scrutiny_report.h"
#include "improvement/sealed_reference.h"
#include "tools/directory_cut.h"
#include "tools/problem.h"
#include "tools/replay.h"
#include "tools/trust.h"
#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kReportHelp = "Write a report from the events\n";

constexpr const char* kScrutinyHelp = R"(Write the report that a scrutiny committee is given

Examples:
  daybook report scrutiny --output report.html
  daybook report scrutiny --audience committee --known 2025-02-28 -o report.html
  daybook report scrutiny --since-visit visit/monitoring-1 --format markdown | less
  daybook report scrutiny --data /var/lib/daybook --at 2025-02-20 -o report.html

Each statement has the positions of the events that say so; the last section lists these events. HTML
is one page that needs nothing else and prints on A4. Progress is told since the visit before the
last one, unless --since-visit names another. --data reads a directory that no daemon has open; people's
keys are not there, so that their names stay sealed.
)";

struct ReportOptions {
  CutOptions cut;
  std::string since_visit;
  std::string format = "html";
  std::string output;
  std::string data;
  std::string min_position;
  bool sealed = false;
};

Exit WriteReport(Session& session, const ReportOptions& options, std::string_view text) {
  if (options.output.empty()) {
    session.console.out << text;
    return Exit::kOk;
  }
  if (auto written = WriteWhole(options.output, text); !written) {
    SayError(session.console, written.error());
    return Exit::kFailed;
  }
  return Exit::kOk;
}

Exit AskDaemon(Session& session, const ReportOptions& options) {
  Target target("/v1/reports/scrutiny");
  AddTo(target, options.cut);
  target.Add("since_visit", options.since_visit)
      .Add("min_position", options.min_position)
      .Add("personal", options.sealed ? "sealed" : "")
      .Add("links", "none");
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    const auto response = Accepted(
        client.Send({.target = target.text(), .headers = {{"Accept", "text/" + options.format}}}));
    if (!response) return std::unexpected(response.error());
    return WriteReport(session, options, response->body);
  });
}

Result<std::string> ReadDirectory(Console& console, const ReportOptions& options) {
  const auto read = ReadDirectoryCut(console, options.data, options.cut);
  if (!read) return std::unexpected(read.error());
  const auto facts = [&](std::string_view name) {
    const auto found = read->facts.find(name);
    return found == read->facts.end() ? improvement::Facts() : found->second;
  };
  auto report = improvement::ScrutinyReport(
      read->subjects, facts,
      {.cut = read->cut, .as_of = read->as_of, .since_visit = options.since_visit});
  if (!report) return std::unexpected(report.error());
  improvement::ShowReferences(*report, improvement::ShowSealedText);  // without the keyring
  return options.format == "html"
             ? improvement::RenderHtml(*report, improvement::NoteLinks::kNone)
             : improvement::RenderMarkdown(*report, improvement::NoteLinks::kNone);
}

Exit Scrutiny(Session& session, const ReportOptions& options) {
  if (options.data.empty()) return AskDaemon(session, options);
  const auto text = ReadDirectory(session.console, options);
  return text ? WriteReport(session, options, *text) : CannotReplay(session.console, text.error());
}

}  // namespace

void AddReport(CLI::App& app, Session& session) {
  CLI::App* report = app.add_subcommand("report", kReportHelp);
  report->require_subcommand(1);
  auto options = std::make_shared<ReportOptions>();
  CLI::App* command = report->add_subcommand("scrutiny", kScrutinyHelp);
  command->add_option("--since-visit", options->since_visit, "Tell of progress since this visit")
      ->type_name("visit/ID");
  command->add_option("--format", options->format, "html, or markdown")
      ->check(CLI::IsMember({"html", "markdown"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("-o,--output", options->output, "Where to write; standard output if not given")
      ->type_name("FILE");
  command->add_flag("--sealed", options->sealed,
                    "Leave personal data sealed: what is handed over cannot be erased");
  auto* data = command->add_option("--data", options->data, "A book's directory, and no daemon")
                   ->type_name("DIR");
  AddMinPosition(*command, options->min_position);
  command->get_option("--min-position")->excludes(data);
  AddCut(*command, options->cut);
  Choose(*command, session, options, Scrutiny);
}

}  // namespace daybook::tools
