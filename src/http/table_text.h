// A view's table in the forms it leaves in.

#ifndef DAYBOOK_HTTP_TABLE_TEXT_H_
#define DAYBOOK_HTTP_TABLE_TEXT_H_

#include <string>

#include "http/accept.h"
#include "improvement/sealed_reference.h"
#include "improvement/table.h"
#include "projection/programme.h"

namespace daybook::http {

/// JSON, on one line: `{"view":…,"position":"…","at":…,"audience":…,"columns":[…],"rows":[
/// {column:value,…},…]}`, the first ones telling the cut; of changes, then,
/// `"since":{"position":"…","at":…}` tells the first one. NDJSON: a row a line, then
/// `{"summary":{"count":"…","position":"…","at":…,"audience":…}}`. CSV: the columns and then the
/// rows. References to sealed values (improvement/sealed_reference.h) are shown by `show`.
std::string RenderTable(const projection::View& view, Format format,
                        const improvement::ShowReference& show = improvement::ShowSealedText);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_TABLE_TEXT_H_
