// The findings in a report.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_FINDINGS_H_
#define DAYBOOK_IMPROVEMENT_REPORT_FINDINGS_H_

#include <string>

#include "improvement/report_source.h"

namespace daybook::improvement {

/// Findings kind by kind, each with what its events say and with what was done about it: done is
/// not improved, and the two are told together.
struct ReportFindings {
  Section of_visit;
  Section of_others;
};

/// Those that `visit` raised, and all others.
ReportFindings TellFindings(const std::string& visit, ReportSource& source);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_FINDINGS_H_
