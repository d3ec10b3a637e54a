// A report as one HTML page that needs nothing else, and prints on A4.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_HTML_H_
#define DAYBOOK_IMPROVEMENT_REPORT_HTML_H_

#include <string>
#include <string_view>

#include "improvement/report.h"

namespace daybook::improvement {

/// All text in it is escaped; there is no script, and no style but the one that is in it.
std::string RenderHtml(const ReportDocument& document, NoteLinks links);

/// That style, as it stands in the page: a policy for the page may name its hash.
std::string_view ReportStyle();

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_HTML_H_
