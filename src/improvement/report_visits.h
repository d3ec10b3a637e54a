// The visits a report tells of.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_VISITS_H_
#define DAYBOOK_IMPROVEMENT_REPORT_VISITS_H_

#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "improvement/report_source.h"

namespace daybook::improvement {

struct ReportVisits {
  std::vector<std::string> held;     ///< In the order in which they were.
  std::vector<std::string> to_come;  ///< Of which nothing has happened but that they were told of.
  std::string last;                  ///< Of those held; "" if there is none.
  std::string since;                 ///< From which on progress is told; "" from the beginning.
};

/// `since` names a visit that was held; "" is the last but one. Fails with kUnprocessable.
Result<ReportVisits> FindVisits(const Subjects& subjects, std::string_view since);

/// When a visit was over: its end or, where nobody told of that, what is known to be at or after
/// it. Never for one that was not held.
Moment EndOf(const Visit& visit);

/// When it was, from its events.
std::vector<Statement> DatesOf(const std::string& visit, ReportSource& source);

/// Every visit, with all that is told of it and what it was to look at.
void AddVisits(Section& section, const ReportVisits& visits, ReportSource& source);

/// The last judgement of every area, in the order of areas.
std::vector<Statement> Judgements(const ReportVisits& visits, ReportSource& source);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_VISITS_H_
