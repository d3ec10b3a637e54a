// The workload: one row an owner of actions.

#ifndef DAYBOOK_IMPROVEMENT_WORKLOAD_H_
#define DAYBOOK_IMPROVEMENT_WORKLOAD_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Who needs help, on a day. Of an owner's actions that are neither completed nor cancelled; last,
/// as `(no owner)`, those that nobody owns. Columns:
///
///   owner, name    its id; its registered name
///   open           how many there are
///   overdue        past their due day: due that day is not overdue
///   dueSoon        due within 28 days
///   rescheduled    moved at least once
///   inherited      that were somebody else's before
Table Workload(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_WORKLOAD_H_
