#include <filesystem>
#include <fstream>

#include "tools/export_check.h"
#include "tools/filters.h"
#include "tools/problem.h"
#include "tools/progress.h"
#include "tools/session.h"

namespace daybook::tools {
namespace {

constexpr const char* kDescription = R"(Write out events, as many as there are

Examples:
  daybook export > events.ndjson
  daybook export --kind finding --format csv --output findings.csv
  daybook export --from 2024-01-01 --to 2025-01-01 | jq -r .type | sort | uniq -c

The last line of NDJSON is no event but a summary: {"summary":{"count":"…","position":"…"}}. An
export that was cut off ends with exit code 1. A file appears under its name only when it is
whole; until then it is FILE.part.
)";

struct ExportOptions {
  Filters filters;
  std::string format = "ndjson";
  std::string output;
};

std::unexpected<Error> CannotWrite(const std::string& what) {
  return Fail(ErrorCode::kIo, "Cannot write " + what);
}

// Copies the export to `out`. Fails as the daemon does; kCorrupt when it did not come out whole.
Result<void> Copy(HttpClient& client, Session& session, const ExportOptions& options,
                  std::ostream& out) {
  const bool csv = options.format == "csv";
  Target target("/v1/events");
  AddTo(target, options.filters);
  // On standard output the progress would run through the data.
  Progress progress(session.console, std::nullopt);
  const bool show = !options.output.empty() || !session.console.out_is_terminal;
  ExportCheck check;
  std::uint64_t bytes = 0;
  const auto copy = [&](std::string_view piece) {
    out.write(piece.data(), static_cast<std::streamsize>(piece.size()));
    check.Add(piece);
    bytes += piece.size();
    if (show) progress.Update(check.events(), bytes);
    return out.good();
  };
  auto response = Accepted(client.Stream(
      {.target = target.text(), .headers = {{"Accept", csv ? "text/csv" : "application/x-ndjson"}}},
      copy));
  if (!response) return std::unexpected(std::move(response.error()));
  out.flush();
  if (!out.good()) return CannotWrite(options.output.empty() ? "the output" : options.output);
  if (!response->complete) {
    return Fail(ErrorCode::kCorrupt, "The export was cut off: the connection ended before it did");
  }
  if (csv) return {};
  const auto events = check.Finish();
  if (!events) return std::unexpected(events.error());
  progress.Clear();
  if (!options.output.empty()) Say(session.console, Grouped(*events) + " events written.");
  return {};
}

Result<void> CopyToFile(HttpClient& client, Session& session, const ExportOptions& options) {
  const std::string part = options.output + ".part";
  std::ofstream file(part, std::ios::binary | std::ios::trunc);
  if (!file) return CannotWrite(part);
  auto copied = Copy(client, session, options, file);
  file.close();
  std::error_code failed;
  if (!copied) {
    // What came of an export that was cut off may still be of use; an empty file is not.
    if (std::filesystem::file_size(part, failed) == 0) std::filesystem::remove(part, failed);
    return copied;
  }
  if (!file) return CannotWrite(part);
  std::filesystem::rename(part, options.output, failed);
  if (failed) return CannotWrite(options.output + ": " + failed.message());
  return {};
}

Exit Export(Session& session, const ExportOptions& options) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    auto copied = options.output.empty() ? Copy(client, session, options, session.console.out)
                                         : CopyToFile(client, session, options);
    if (copied) return Exit::kOk;
    if (copied.error().code != ErrorCode::kCorrupt) return std::unexpected(copied.error());
    SayError(session.console, copied.error());
    return Exit::kFailed;
  });
}

}  // namespace

void AddExport(CLI::App& app, Session& session) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app.add_subcommand("export", kDescription);
  command->add_option("--format", options->format, "ndjson, or csv for spreadsheets")
      ->check(CLI::IsMember({"ndjson", "csv"}))
      ->type_name("FORMAT")
      ->capture_default_str();
  command
      ->add_option("-o,--output", options->output, "Where to write; standard output if not given")
      ->type_name("FILE");
  AddOrder(*command, options->filters);
  AddFilters(*command, options->filters);
  Choose(*command, session, options, Export);
}

}  // namespace daybook::tools
