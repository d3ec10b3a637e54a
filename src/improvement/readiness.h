// Readiness: what an inspector would ask of each finding before a reinspection.

#ifndef DAYBOOK_IMPROVEMENT_READINESS_H_
#define DAYBOOK_IMPROVEMENT_READINESS_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Whether each finding could be defended on a day: a row for each that no other has taken the
/// place of, by area and finding, with what is missing. There is no score. Columns:
///
///   area, finding, title, kind      area: its id, or `(no area)`, which comes last
///   standing, impact                open, closed or declined; what it came to for children, which
///                                   is another matter
///   actions, actionsCompleted       that are to mend it, without those that were cancelled
///   evidence, accepted, stale       linked to it or named by an assessment of it, without what was
///                                   withdrawn; of these accepted; of these too old (policy)
///   newestEvidence                  the day the newest accepted evidence speaks of
///   lastVisited                     the day of the latest visit to it or to its area
///   challenges                      of it or its actions, at meetings
///   disputes                        of its sources, that are open
///   closed                          the day
///   missing                         names of all rules that hold, divided by "; "; none: nothing
///   why                             the same in sentences
///
/// The rules, in their order; those with a star are not asked of a strength, which is watched and
/// not mended:
///
///   declined                it got worse
///   not-in-plan *           no plan has it, and it is not closed
///   no-action *             no action is to mend it
///   actions-open            actions for it are not completed
///   impact-not-evidenced *  whatever was completed, or closed
///   no-evidence *           of its own: what shows that an action was done shows no impact
///   evidence-not-accepted   there is some, and none is accepted
///   stale-evidence          its newest accepted evidence is too old; of a strength: nothing has
///                           shown it since, no evidence and no visit
///   not-visited             no inspector has looked at it or its area since the latest judgement
///   challenged              at a meeting, and nothing was assessed or closed since
///   disputed                by a dispute that is open
///   not-closed *            its impact is evidenced, evidence is accepted, and it is open
///   closed-without-meeting  no decision of a meeting is named
Table Readiness(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_READINESS_H_
