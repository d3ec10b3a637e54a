#include "tools/problem.h"
#include "tools/view.h"

namespace daybook::tools {
namespace {

constexpr const char* kSchemaHelp = R"(Show the types of event, or what data one of them has

Examples:
  daybook schema
  daybook schema action.agreed
  daybook schema action.agreed --version 1
  daybook schema --plain | cut -f 1
)";

struct SchemaOptions {
  ViewOptions list;
  std::string type;
  std::string version;
};

Result<Exit> PrintSchema(HttpClient& client, Session& session, const SchemaOptions& options) {
  std::string target = "/v1/schemas/" + PercentEncode(options.type);
  if (!options.version.empty()) target += "/" + options.version;
  auto response =
      Accepted(client.Send({.target = target, .headers = {{"Accept", "application/schema+json"}}}));
  if (!response) return std::unexpected(std::move(response.error()));
  session.console.out << response->body;
  if (!response->body.ends_with('\n')) session.console.out << '\n';
  return Exit::kOk;
}

Exit Schema(Session& session, const SchemaOptions& options) {
  if (options.type.empty()) return PrintView(session, "/v1/schemas", options.list);
  return WithClient(session,
                    [&](HttpClient& client) { return PrintSchema(client, session, options); });
}

}  // namespace

void AddSchema(CLI::App& app, Session& session) {
  auto options = std::make_shared<SchemaOptions>();
  CLI::App* command = app.add_subcommand("schema", kSchemaHelp);
  auto* type =
      command->add_option("type", options->type, "The type; its schema is JSON")->type_name("TYPE");
  command->add_option("--version", options->version, "Of the type, if not the latest")
      ->check(CLI::TypeValidator<std::uint32_t>("a version"))
      ->type_name("N")
      ->needs(type);
  for (CLI::Option* format : AddRowFormat(*command, options->list.format)) format->excludes(type);
  Choose(*command, session, options, Schema);
}

}  // namespace daybook::tools
