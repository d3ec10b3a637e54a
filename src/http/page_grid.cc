#include "http/page_grid.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/table_text.h"
#include "web/pages.h"

namespace daybook::http {
namespace {

void ReadSort(ParamReader& reader, const web::Grid& grid, web::GridRequest& request) {
  request.sort = reader.Text("sort").value_or("");
  const std::string_view column =
      std::string_view(request.sort).substr(request.sort.starts_with('-') ? 1 : 0);
  if (column.empty()) return;
  if (std::ranges::find(grid.columns, column, &web::GridColumn::column) == grid.columns.end()) {
    reader.AddFault(fmt::format("There is no column `{}` to sort by.", column));
  }
}

}  // namespace

std::optional<Format> ReadExportFormat(ParamReader& reader) {
  const auto name = reader.Text("format");
  if (!name) return std::nullopt;
  if (*name == "csv") return Format::kCsv;
  if (*name == "json") return Format::kJson;
  if (*name == "ndjson") return Format::kNdjson;
  reader.AddFault(fmt::format("The parameter `format` is `{}`; it is csv, json or ndjson.", *name));
  return std::nullopt;
}

std::size_t ReadPageNumber(ParamReader& reader) {
  const auto page = reader.Number("page");
  if (page && *page == 0) reader.AddFault("The parameter `page` is 0; the first page is 1.");
  return std::max<std::size_t>(page.value_or(1), 1);
}

Reply ViewExport(const Exchange& exchange, const AskedPage& page, std::string_view name,
                 Format format, const projection::View& view) {
  Opening opening(exchange, page.opened);
  Reply reply = TextReply(ContentType(format), RenderTable(view, format, opening.show()));
  reply.fields.emplace_back("Daybook-Position", std::to_string(view.cut.size));
  const std::string_view ending = format == Format::kCsv    ? "csv"
                                  : format == Format::kJson ? "json"
                                                            : "ndjson";
  reply.fields.emplace_back("Content-Disposition",
                            fmt::format("attachment; filename=\"{}.{}\"", name, ending));
  if (opening.opened()) ForbidKeeping(reply);
  return reply;
}

AskedGrid ReadGrid(ParamReader& reader, const web::Grid& grid) {
  AskedGrid asked;
  asked.format = ReadExportFormat(reader);
  ReadSort(reader, grid, asked.request);
  asked.request.text = reader.Text("text").value_or("");
  for (const web::GridColumn& column : grid.columns) {
    if (!column.filters) continue;
    if (auto value = reader.Text(column.column)) {
      asked.request.filters.emplace(column.column, *std::move(value));
    }
  }
  asked.request.page = ReadPageNumber(reader);
  return asked;
}

Reply GridReply(const Exchange& exchange, const AskedPage& page, const web::Frame& frame,
                const web::Grid& grid, const AskedGrid& asked, projection::View view,
                std::string_view lead) {
  web::GridRequest request = asked.request;
  request.names = frame.names;
  if (asked.format) {
    view.table = web::Selected(view.table, grid, request);
    return ViewExport(exchange, page, grid.name, *asked.format, view);
  }
  web::Frame around = frame;
  around.here = around.here.With(request.Params());
  Opening opening(exchange, page.opened);
  return PageReply(web::GridPage(around, grid, view.table, request, lead), opening);
}

}  // namespace daybook::http
