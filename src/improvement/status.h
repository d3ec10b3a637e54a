// Where the programme stands: one row an area.

#ifndef DAYBOOK_IMPROVEMENT_STATUS_H_
#define DAYBOOK_IMPROVEMENT_STATUS_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// A row for every area that is registered, judged, visited, or named by a finding, by its id;
/// last, as `(no area)`, what names none. Counts add up: a finding is in one column; an action, in
/// each area its findings have, is in one column by delivery and in one by colour. Columns:
///
///   area, name              its id; its registered name
///   grade, graded           the latest judgement, and its day
///   findingsOpen            not closed, impact below evidenced; strengths not counted
///   findingsEvidenced       not closed, impact evidenced or embedded
///   findingsClosed, findingsDeclined
///   strengths               that have not declined
///   actionsProposed, actionsAgreed, actionsInProgress, actionsBlocked, actionsCompleted,
///   actionsCancelled        by delivery: completed says nothing of impact
///   actionsBlue, actionsRed, actionsAmber, actionsGreen, actionsGrey
///                           by colour on the day asked for (brag.h)
///   lastVisit, lastVisited  the latest visit to it that has begun, and the day it ended or, until
///                           then, began; as much of the day as is known
///   lastBoard, lastBoardHeld
///                           the latest improvement board that decided or challenged something
///                           about it, its findings, their actions or their plan; and its day
///   disputesOpen            on its findings, and on the area itself
Table Status(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STATUS_H_
