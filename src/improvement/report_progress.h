// What has come about since a visit.

#ifndef DAYBOOK_IMPROVEMENT_REPORT_PROGRESS_H_
#define DAYBOOK_IMPROVEMENT_REPORT_PROGRESS_H_

#include "improvement/calendar.h"
#include "improvement/report_source.h"
#include "improvement/report_visits.h"

namespace daybook::improvement {

/// Services established, what government and partners do, meetings, and the actions, each with what
/// occurred since `visits.since` ended; every action with its colour on the day of the report. The
/// table is of the changes (changes.h) that have a word of their own.
Section TellProgress(const ReportVisits& visits, const AsOf& as_of, ReportSource& source);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_REPORT_PROGRESS_H_
