// The plan: one row an action.

#ifndef DAYBOOK_IMPROVEMENT_PLAN_H_
#define DAYBOOK_IMPROVEMENT_PLAN_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// What is promised, on a day. Columns:
///
///   action, title, owner    its id
///   firstDue, due           the day first agreed, and the day now
///   daysLate                past the day now due: until it was completed or, until it is, to the
///   day
///                           asked for; nothing if it is not late, has no due day, or was cancelled
///   delivery, impact        apart: done is not improved
///   colour, rule, reason    brag.h: the colour, the rule that gave it, and that rule in words
///   policy                  the position of the policy.changed that was in force; nothing for the
///                           defaults
///   rescheduled             how often
///   findings                that it is to mend
///   lastProgress            the day of the last news of it
Table PlanTable(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_PLAN_H_
