#include "http/table_text.h"

#include <simdjson.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "event/instant.h"
#include "http/csv.h"
#include "improvement/field.h"

namespace daybook::http {
namespace {

using Json = nlohmann::ordered_json;
using improvement::Cell;
using improvement::Table;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// Whether text is itself between quotation marks, as most of it is.
bool IsPlain(std::string_view text) {
  const auto escaped = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\';
  };
  return std::ranges::none_of(text, escaped) && simdjson::validate_utf8(text);
}

using improvement::ShowReference;

void AppendText(std::string& out, const std::string& text) {
  if (IsPlain(text)) {
    out.append(1, '"').append(text).append(1, '"');
  } else {
    out += Dump(text);
  }
}

void AppendCell(std::string& out, const Cell& cell, const ShowReference& show) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    out += std::to_string(*number);
  } else if (const auto* real = std::get_if<double>(&cell)) {
    out += Dump(*real);
  } else if (const auto* text = std::get_if<std::string>(&cell)) {
    if (improvement::HasSealedReference(*text)) {
      AppendText(out, improvement::ShowReferences(*text, show));
    } else {
      AppendText(out, *text);
    }
  } else {
    out += "null";
  }
}

// Writes rows as objects. Without a tree of values, which would cost more than the view itself.
class RowWriter {
 public:
  RowWriter(const Table& table, const ShowReference& show) : show_(show) {
    keys_.reserve(table.columns.size());
    for (const std::string& column : table.columns) {
      keys_.push_back((keys_.empty() ? "{" : ",") + Dump(column) + ":");
    }
  }

  void Write(std::string& out, const std::vector<Cell>& row) const {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += keys_[i];
      AppendCell(out, row[i], show_);
    }
    out += '}';
  }

 private:
  const ShowReference& show_;
  std::vector<std::string> keys_;  // with what stands before and after
};

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

std::string RenderJson(const projection::View& view, const ShowReference& show) {
  Json json{{"view", view.table.name}};
  json.update(CutJson(view));
  json["columns"] = view.table.columns;
  std::string out = Dump(json);
  out.back() = ',';
  out += R"("rows":[)";
  const RowWriter writer(view.table, show);
  for (const auto& row : view.table.rows) {
    if (&row != &view.table.rows.front()) out += ',';
    writer.Write(out, row);
  }
  out += "]}\n";
  return out;
}

std::string RenderNdjson(const projection::View& view, const ShowReference& show) {
  std::string out;
  const RowWriter writer(view.table, show);
  for (const auto& row : view.table.rows) {
    writer.Write(out, row);
    out += '\n';
  }
  Json summary{{"count", std::to_string(view.table.rows.size())}};
  summary.update(CutJson(view));
  out += Dump(Json{{"summary", summary}}) + '\n';
  return out;
}

std::string RenderCsv(const Table& table, const ShowReference& show) {
  std::string out(kByteOrderMark);
  CsvRow writer(out);
  for (const std::string& column : table.columns) writer.Text(column);
  writer.End();
  for (const auto& row : table.rows) {
    for (const Cell& cell : row) {
      if (const auto* text = std::get_if<std::string>(&cell)) {
        writer.Text(improvement::ShowReferences(*text, show));
      } else {
        writer.Plain(improvement::TextOf(cell));
      }
    }
    writer.End();
  }
  return out;
}

}  // namespace

std::string RenderTable(const projection::View& view, Format format, const ShowReference& show) {
  switch (format) {
    case Format::kNdjson:
      return RenderNdjson(view, show);
    case Format::kCsv:
      return RenderCsv(view.table, show);
    case Format::kJson:
      break;
  }
  return RenderJson(view, show);
}

}  // namespace daybook::http
