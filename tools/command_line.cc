#include <algorithm>

#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kCommandLineHelp =
    R"(The command line of Daybook, an append-only log of events.

Examples:
  daybook append --type login.succeeded --subject login/ada
  daybook import history.ndjson
  daybook search --kind finding --from 2024-01-01
  daybook export --format csv --output events.csv
  daybook status
  daybook changes 2024-09-24 2025-01-22
  daybook report scrutiny --output report.html
  daybook pack --for reinspection --output pack.zip
  daybook receipt 42 --output 42.tlog-proof
  daybook verify 42.tlog-proof --key book.vkey
)";

// In a list of commands, of each only the first line: its examples belong to its own help.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_subcommand(const CLI::App* command) const override {
    const std::string description = command->get_description();
    std::ostringstream out;
    CLI::detail::format_help(out, command->get_display_name(true),
                             description.substr(0, description.find('\n')), get_column_width());
    return out.str();
  }

  // Without a list of the options each one excludes, which says what the error says better.
  std::string make_option_opts(const CLI::Option* option) const override {
    if (option->get_type_size() == 0) return {};
    std::string text = " " + option->get_type_name();
    if (!option->get_default_str().empty()) text += " [" + option->get_default_str() + "]";
    if (!option->get_envname().empty()) text += " [$" + option->get_envname() + "]";
    return text;
  }
};

// For a daemon at https://.
void AddTlsFiles(CLI::App& app, net::TlsFiles& files) {
  app.add_option("--ca-file", files.ca, "Believe this authority (PEM), not those of the system")
      ->envname("DAYBOOK_CA_FILE")
      ->type_name("FILE");
  CLI::Option* const certificate =
      app.add_option("--certificate", files.certificate, "Show the daemon this certificate (PEM)")
          ->envname("DAYBOOK_CERTIFICATE")
          ->type_name("FILE");
  CLI::Option* const key = app.add_option("--key-file", files.key, "The certificate's key (PEM)")
                               ->envname("DAYBOOK_KEY_FILE")
                               ->type_name("FILE");
  certificate->needs(key);
  key->needs(certificate);
}

Exit RunChosen(Session& session) {
  const Exit exit = session.chosen();
  session.console.out.flush();
  // A command that failed has said why.
  if (session.console.out.good() || exit != Exit::kOk) return exit;
  SayError(session.console, {.code = ErrorCode::kIo, .detail = "Cannot write the output"});
  return Exit::kFailed;
}

}  // namespace

void AddCommands(CLI::App& app, Session& session) {
  app.name("daybook");
  app.description(kCommandLineHelp);
  app.formatter(std::make_shared<HelpFormatter>());
  app.get_formatter()->column_width(26);
  app.set_version_flag("--version", "daybook " DAYBOOK_VERSION);
  app.fallthrough();
  app.add_option("--url", session.url, "Address of the daemon")
      ->envname("DAYBOOK_URL")
      ->type_name("URL")
      ->capture_default_str();
  app.add_option("--token-file", session.token_file, "A file with the token that lets you in")
      ->envname("DAYBOOK_TOKEN_FILE")
      ->type_name("FILE");
  app.add_option("--purpose", session.http.purpose,
                 "What personal data is read for: it is kept who read it, and what for")
      ->envname("DAYBOOK_PURPOSE")
      ->type_name("TEXT");
  AddTlsFiles(app, session.http.tls);
  app.add_flag_callback(
      "--no-color", [&session] { session.console.colour = false; },
      "No colour, as with NO_COLOR set");
  AddAppend(app, session);
  AddImport(app, session);
  AddExport(app, session);
  AddEvidence(app, session);
  AddTail(app, session);
  AddSearch(app, session);
  AddViews(app, session);
  AddTrail(app, session);
  AddChanges(app, session);
  AddDisclosures(app, session);
  AddReplay(app, session);
  AddReport(app, session);
  AddPack(app, session);
  AddSchema(app, session);
  AddReceipt(app, session);
  AddToken(app, session);
  AddVerify(app, session);
  AddWitness(app, session);
  AddKeyring(app, session);
  AddBackup(app, session);
  AddRestore(app, session);
}

Exit RunCommandLine(const std::vector<std::string>& arguments, Session& session) {
  CLI::App app;
  AddCommands(app, session);
  // CLI11 takes the arguments last one first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::ParseError& stop) {
    // Asking for help ends the parsing, too, but is no error.
    const int code = app.exit(stop, session.console.out, session.console.err);
    session.console.out.flush();
    return code == 0 ? Exit::kOk : Exit::kUsage;
  }
  if (!session.chosen) {
    session.console.err << app.help();
    return Exit::kUsage;
  }
  return RunChosen(session);
}

}  // namespace daybook::tools
