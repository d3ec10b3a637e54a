#include <filesystem>
#include <fstream>
#include <optional>

#include "tools/dry_run.h"
#include "tools/importer.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kImportHelp = R"(Append files of events, one event on each line

Examples:
  daybook import history.ndjson
  daybook import --dry-run history.ndjson
  daybook import --live this-week.ndjson
  zcat 2024-*.ndjson.gz | daybook import -

The events are appended in chunks, each whole or not at all. Importing a file again appends only
what is not there yet, so that an import which was broken off is resumed by repeating it. They are
taken as history: marked as imported for ever, and not held to the rules of what people do now.
)";

struct ImportOptions {
  std::vector<std::string> files;
  bool dry_run = false;
  bool live = false;
};

// The sum of the files' sizes, if each has one.
std::optional<std::uint64_t> TotalBytes(const std::vector<std::string>& files) {
  std::uint64_t total = 0;
  for (const std::string& file : files) {
    std::error_code failed;
    if (file == "-" || !std::filesystem::is_regular_file(file, failed)) return std::nullopt;
    total += std::filesystem::file_size(file, failed);
    if (failed) return std::nullopt;
  }
  return total;
}

// Gives `read` each file in turn, as long as it answers kOk.
template <typename Read>
Exit ForEachFile(Console& console, const std::vector<std::string>& files, Read read) {
  for (const std::string& name : files) {
    std::ifstream file;
    if (name != "-") {
      file.open(name, std::ios::binary);
      if (!file || std::filesystem::is_directory(name)) {
        SayError(console, {.code = ErrorCode::kNotFound, .detail = "Cannot read " + name});
        return Exit::kUsage;
      }
    }
    const Exit exit = read(name == "-" ? "Standard input" : name, name == "-" ? console.in : file);
    if (exit != Exit::kOk) return exit;
  }
  return Exit::kOk;
}

Exit Check(Session& session, const ImportOptions& options) {
  DryRun check(session.console, TotalBytes(options.files));
  const Exit exit =
      ForEachFile(session.console, options.files,
                  [&](const std::string& name, std::istream& in) { return check.Read(name, in); });
  return exit == Exit::kOk ? check.Finish() : exit;
}

Exit Import(Session& session, const ImportOptions& options) {
  if (options.dry_run) return Check(session, options);
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    Importer importer(session, client, TotalBytes(options.files), options.live);
    const Exit exit = ForEachFile(
        session.console, options.files,
        [&](const std::string& name, std::istream& in) { return importer.Read(name, in); });
    importer.Finish();
    return exit;
  });
}

}  // namespace

void AddImport(CLI::App& app, Session& session) {
  auto options = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand("import", kImportHelp);
  command->add_option("files", options->files, "Files of events; - is standard input")
      ->required()
      ->type_name("FILE");
  command->add_flag("--live", options->live,
                    "Hold the events to the rules, as what people do now; not history");
  command->add_flag("--dry-run", options->dry_run, "Check every line here; send nothing");
  Choose(*command, session, options, Import);
}

}  // namespace daybook::tools
