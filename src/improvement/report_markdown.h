// A report as Markdown (CommonMark, with the tables and footnotes of GitHub).

#ifndef DAYBOOK_IMPROVEMENT_REPORT_MARKDOWN_H_
#define DAYBOOK_IMPROVEMENT_REPORT_MARKDOWN_H_

#include <string>

#include "improvement/report.h"

namespace daybook::improvement {

/// All text in it is escaped: nothing an event says is taken for Markdown, or for HTML in it.
std::string RenderMarkdown(const ReportDocument& document, NoteLinks links);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_MARKDOWN_H_
