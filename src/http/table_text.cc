#include "http/table_text.h"

#include <nlohmann/json.hpp>

#include "event/instant.h"
#include "http/csv.h"
#include "improvement/field.h"

namespace daybook::http {
namespace {

using Json = nlohmann::ordered_json;
using improvement::Cell;
using improvement::Table;

Json ToJson(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return *number;
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return nullptr;
}

Json RowToJson(const Table& table, const std::vector<Cell>& row) {
  Json json = Json::object();
  for (std::size_t i = 0; i < row.size(); ++i) json[table.columns[i]] = ToJson(row[i]);
  return json;
}

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json AtJson(const improvement::Cut& cut) {
  return cut.at ? Json(FormatInstant(*cut.at)) : Json(nullptr);
}

// What an answer stands on: how many events, of what time, told to whom; and since which cut.
Json CutJson(const projection::View& view) {
  Json json{{"position", std::to_string(view.cut.size)},
            {"at", AtJson(view.cut)},
            {"audience", improvement::NameOf(view.cut.audience)}};
  if (view.since) {
    json["since"] =
        Json{{"position", std::to_string(view.since->size)}, {"at", AtJson(*view.since)}};
  }
  return json;
}

std::string RenderJson(const projection::View& view) {
  Json rows = Json::array();
  for (const auto& row : view.table.rows) rows.push_back(RowToJson(view.table, row));
  Json json{{"view", view.table.name}};
  json.update(CutJson(view));
  json["columns"] = view.table.columns;
  json["rows"] = std::move(rows);
  return Dump(json);
}

std::string RenderNdjson(const projection::View& view) {
  std::string out;
  for (const auto& row : view.table.rows) out += Dump(RowToJson(view.table, row));
  Json summary{{"count", std::to_string(view.table.rows.size())}};
  summary.update(CutJson(view));
  out += Dump(Json{{"summary", summary}});
  return out;
}

std::string RenderCsv(const Table& table) {
  std::string out(kByteOrderMark);
  CsvRow writer(out);
  for (const std::string& column : table.columns) writer.Text(column);
  writer.End();
  for (const auto& row : table.rows) {
    for (const Cell& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) {
        writer.Text(*text);
      } else {
        writer.Plain(improvement::TextOf(cell));
      }
    }
    writer.End();
  }
  return out;
}

}  // namespace

std::string RenderTable(const projection::View& view, Format format) {
  switch (format) {
    case Format::kNdjson:
      return RenderNdjson(view);
    case Format::kCsv:
      return RenderCsv(view.table);
    case Format::kJson:
      break;
  }
  return RenderJson(view);
}

}  // namespace daybook::http
