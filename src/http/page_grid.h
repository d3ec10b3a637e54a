// What is asked of a page that is a table.

#ifndef DAYBOOK_HTTP_PAGE_GRID_H_
#define DAYBOOK_HTTP_PAGE_GRID_H_

#include <optional>

#include "http/page_frame.h"
#include "projection/programme.h"
#include "web/grid.h"

namespace daybook::http {

/// `format`: csv, json or ndjson, for an export in the place of the page. Faults are left in
/// `reader`.
std::optional<Format> ReadExportFormat(ParamReader& reader);

/// `page`, from 1 on. Faults are left in `reader`.
std::size_t ReadPageNumber(ParamReader& reader);

/// A view as a file of that name.
Reply ViewExport(const Exchange& exchange, const AskedPage& page, std::string_view name,
                 Format format, const projection::View& view);

struct AskedGrid {
  web::GridRequest request;
  std::optional<Format> format;  ///< Of an export of the same rows; nothing: the page.
};

/// Reads `sort`, `text`, `page`, `format`, and a value for each column that filters. Faults are
/// left in `reader`.
AskedGrid ReadGrid(ParamReader& reader, const web::Grid& grid);

/// The rows asked for of a view, as a page or as an export of exactly them.
Reply GridReply(const Exchange& exchange, const AskedPage& page, const web::Frame& frame,
                const web::Grid& grid, const AskedGrid& asked, projection::View view,
                std::string_view lead);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PAGE_GRID_H_
