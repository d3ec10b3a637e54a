#include <filesystem>
#include <fstream>

#include "tools/export_check.h"
#include "tools/filters.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kExportHelp = R"(Write out events, as many as there are

Examples:
  daybook export > events.ndjson
  daybook export --kind finding --format csv --output findings.csv
  daybook export --from 2024-01-01 --to 2025-01-01 | jq -r '.type // empty' | sort | uniq -c

The last line of NDJSON is no event but a summary, with the count of events and the signed head
of the book they were taken from: {"summary":{"count":"…","position":"…","checkpoint":"…"}}. An
export that was cut off ends with exit code 1. A file appears under its name only when it is
whole; until then it is FILE.part. To check one: daybook verify FILE
)";

struct ExportOptions {
  Filters filters;
  std::string format = "ndjson";
  std::string output;
};

// What came out is not whole: the daemon did its part, so this is no refusal.
Exit ExportCutShort(Session& session, const std::string& why) {
  SayError(session.console, {.code = ErrorCode::kIo, .detail = why});
  return Exit::kFailed;
}

// Copies the export to `out`. Fails as the daemon does.
Result<Exit> Copy(HttpClient& client, Session& session, const ExportOptions& options,
                  std::ostream& out) {
  const bool csv = options.format == "csv";
  Target target("/v1/events");
  AddTo(target, options.filters);
  Progress progress(session.console, std::nullopt);
  // On a terminal that shows the data, the progress would run through it.
  const bool show = !options.output.empty() || !session.console.out_is_terminal;
  ExportCheck check(csv ? ExportCheck::Form::kCsv : ExportCheck::Form::kNdjson);
  std::uint64_t bytes = 0;
  const auto copy = [&](std::string_view piece) {
    out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    check.Add(piece);
    bytes += piece.size();
    if (show) progress.Update(check.events(), bytes);
    return out.good();
  };
  const HttpRequest request{.target = target.text(),
                            .headers = {{"Accept", csv ? "text/csv" : "application/x-ndjson"}}};
  const auto response = Accepted(client.Stream(request, copy));
  if (!response) return std::unexpected(response.error());
  progress.Clear();
  out.flush();
  if (!out.good()) {
    return ExportCutShort(
        session, "Cannot write " + (options.output.empty() ? "the output" : options.output));
  }
  if (!response->complete) {
    return ExportCutShort(session, "The export was cut off: the connection ended before it did");
  }
  const auto events = check.Finish(response->count);
  if (!events) return ExportCutShort(session, events.error().detail);
  if (!options.output.empty()) Say(session.console, Grouped(*events) + " events written.");
  return Exit::kOk;
}

Result<Exit> CopyToFile(HttpClient& client, Session& session, const ExportOptions& options) {
  const std::string part = options.output + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  if (!file) return ExportCutShort(session, "Cannot write " + part);
  auto copied = Copy(client, session, options, file);
  file.close();
  std::error_code failed;
  if (!copied || *copied != Exit::kOk) {
    // What came of an export that was cut off may still be of use; an empty file is not.
    if (std::filesystem::file_size(part, failed) == 0) std::filesystem::remove(part, failed);
    return copied;
  }
  if (!file) return ExportCutShort(session, "Cannot write " + part);
  std::filesystem::rename(part, options.output, failed);
  if (failed)
    return ExportCutShort(session, "Cannot write " + options.output + ": " + failed.message());
  return Exit::kOk;
}

Exit Export(Session& session, const ExportOptions& options) {
  return WithClient(session, [&](HttpClient& client) {
    return options.output.empty() ? Copy(client, session, options, session.console.out)
                                  : CopyToFile(client, session, options);
  });
}

}  // namespace

void AddExport(CLI::App& app, Session& session) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", kExportHelp);
  command->add_option("--format", options->format, "ndjson, or csv for spreadsheets")
      ->check(CLI::IsMember({"ndjson", "csv"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("-o,--output", options->output, "Where to write; standard output if not given")
      ->type_name("FILE");
  AddOrder(*command, options->filters);
  AddFilters(*command, options->filters);
  AddTimes(*command, options->filters);
  Choose(*command, session, options, Export);
}

}  // namespace daybook::tools
