// GET /v1/schemas, /v1/schemas/{type} and /v1/schemas/{type}/{version}

#include <fmt/format.h>

#include <charconv>

#include "http/accept.h"
#include "http/resources.h"
#include "http/table_text.h"

namespace daybook::http {
namespace {

constexpr std::string_view kSchemaType = "application/schema+json";

improvement::Table TableOf(const std::vector<catalogue::Listed>& schemas) {
  improvement::Table table{
      .name = "schemas", .columns = {"type", "version", "kind", "title", "path"}, .rows = {}};
  for (const catalogue::Listed& schema : schemas) {
    table.rows.push_back({schema.type, std::int64_t{schema.version}, schema.kind, schema.title,
                          fmt::format("/v1/schemas/{}/{}", schema.type, schema.version)});
  }
  return table;
}

std::optional<std::uint32_t> ReadVersion(std::string_view text) {
  std::uint32_t version = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), version);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return version;
}

Result<Reply> Schema(const Exchange& exchange) {
  static constexpr std::string_view kOffered[] = {kSchemaType, "application/json"};
  const auto form = Negotiate(exchange.request.Header("Accept"), kOffered);
  if (!form) return NotAcceptable(exchange, "application/schema+json and application/json");
  ParamReader no_params(exchange.request.params);
  if (auto read = no_params.Finish(); !read) return std::unexpected(std::move(read.error()));
  const auto& captures = exchange.request.captures;
  const bool latest = captures.size() == 1;
  const auto version = latest ? std::nullopt : ReadVersion(captures.at(1));
  auto schema = exchange.services.schemas.catalogue().Find(captures.at(0), version);
  if (!schema || (!latest && !version)) {
    return Fail(ErrorCode::kNotFound,
                fmt::format("There is no such schema as {}. /v1/schemas lists all there are.",
                            fmt::join(captures, "/")));
  }
  if (!schema->ends_with('\n')) *schema += '\n';
  return TextReply(kOffered[*form], *std::move(schema));
}

}  // namespace

AsyncReply GetSchemas(Exchange& exchange) {
  const auto format = NegotiateFormat(exchange.request.Header("Accept"));
  if (!format) co_return NoSuchFormat(exchange);
  ParamReader no_params(exchange.request.params);
  auto read = no_params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  const projection::SchemaRegistry& schemas = exchange.services.schemas;
  const Position position = schemas.position();
  const projection::View view{.table = TableOf(schemas.catalogue().List()),
                              .cut = {.size = position, .at = {}}};
  Reply reply = TextReply(ContentType(*format), RenderTable(view, *format));
  reply.fields.emplace_back("Daybook-Position", std::to_string(position));
  co_return reply;
}

AsyncReply GetSchema(Exchange& exchange) { co_return Schema(exchange); }

}  // namespace daybook::http
