// The timeline: what happened, and what has to happen by when.

#ifndef DAYBOOK_IMPROVEMENT_TIMELINE_H_
#define DAYBOOK_IMPROVEMENT_TIMELINE_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// In the order of days; what happened on a day comes before what was to be done by it. Of what
/// happened: visits, judgements and their reports; interventions; plans; meetings; reports; areas
/// that came, on a day that is known, and went; findings that were closed, opened again or got
/// worse. Columns:
///
///   when, precision   as much of the day in London as is known, and how it is to be read: `day`,
///                     `month`, `year`; `no-later` is the latest day it can have been
///   kind              happened; deadline (deadlines.h); expected: a visit that was put off to then
///   what              the type of the event that says so; of what is to come, its name
///   subject, title
///   detail            to whom, which grade, how many findings; of a deadline, how it is counted
///   standing          of a deadline on the day asked for: met, met-late, overdue, due-soon
///   (policy)
///                     or due. Due today is not overdue
///   daysLeft          until then, while it is not met; negative when overdue
///   met               the day, or the period of a measure
///   owner             its id
Table Timeline(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_TIMELINE_H_
