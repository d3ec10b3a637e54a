#include "tools/view.h"

#include <nlohmann/json.hpp>

#include "tools/problem.h"

namespace daybook::tools {
namespace {

using nlohmann::json;

std::string CellText(const json& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.dump();
  std::string text;
  for (const json& item : value) text += (text.empty() ? "" : ", ") + CellText(item);
  return text;
}

// Throws json::exception on anything but a view.
TextTable Decode(const json& view) {
  TextTable table;
  table.columns = view.at("columns").get<std::vector<std::string>>();
  for (const json& row : view.at("rows")) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    for (const std::string& column : table.columns) {
      const auto cell = row.find(column);
      cells.push_back(cell == row.end() ? "" : CellText(*cell));
    }
  }
  return table;
}

// Passes the daemon's own bytes on, whose form is promised.
Result<Exit> PassOn(HttpClient& client, Session& session, const std::string& target,
                    const char* media_type) {
  auto response = Accepted(client.Send({.target = target, .headers = {{"Accept", media_type}}}));
  if (!response) return std::unexpected(std::move(response.error()));
  session.console.out << response->body;
  if (!response->body.ends_with('\n')) session.console.out << '\n';
  return Exit::kOk;
}

Result<Exit> AskForRows(HttpClient& client, Session& session, const std::string& target,
                        bool plain) {
  auto response =
      Accepted(client.Send({.target = target, .headers = {{"Accept", "application/json"}}}));
  if (!response) return std::unexpected(std::move(response.error()));
  const auto table = ParseView(response->body);
  if (!table) return std::unexpected(table.error());
  PrintRows(session.console, *table, plain);
  return Exit::kOk;
}

}  // namespace

std::vector<CLI::Option*> AddRowFormat(CLI::App& command, RowFormat& format) {
  auto* json = command.add_flag("--json", format.json, "The rows as one JSON object");
  auto* csv = command.add_flag("--csv", format.csv, "The rows as CSV, with a heading");
  auto* plain =
      command.add_flag("--plain", format.plain, "A row a line, divided by tabs, without a heading");
  json->excludes(csv)->excludes(plain);
  csv->excludes(plain);
  return {json, csv, plain};
}

void AddMinPosition(CLI::App& command, std::string& min_position) {
  command
      .add_option("--min-position", min_position, "Wait until the view has reached this position")
      ->check(CLI::TypeValidator<std::uint64_t>("a position"))
      ->type_name("N");
}

void AddViewOptions(CLI::App& command, ViewOptions& options) {
  AddRowFormat(command, options.format);
  AddMinPosition(command, options.min_position);
  AddCut(command, options.cut);
}

Result<TextTable> ParseView(const std::string& body) {
  try {
    return Decode(json::parse(body));
  } catch (const json::exception&) {
    return Fail(ErrorCode::kMalformed, "The answer is not a view. Is this Daybook?");
  }
}

void PrintRows(Console& console, const TextTable& table, bool plain) {
  if (plain) {
    PrintPlain(console.out, table);
  } else if (table.rows.empty()) {
    Say(console, "There are no rows.");
  } else {
    PrintTable(console.out, table,
               {.width = console.width, .colour = console.colour && console.out_is_terminal});
  }
}

Exit PrintRows(Session& session, const Target& target, const RowFormat& format) {
  return WithClient(session, [&](HttpClient& client) -> Result<Exit> {
    if (format.json) return PassOn(client, session, target.text(), "application/json");
    if (format.csv) return PassOn(client, session, target.text(), "text/csv");
    return AskForRows(client, session, target.text(), format.plain);
  });
}

Exit PrintView(Session& session, const std::string& path, const ViewOptions& options) {
  Target target(path);
  AddTo(target, options.cut);
  target.Add("min_position", options.min_position);
  return PrintRows(session, target, options.format);
}

}  // namespace daybook::tools
