// What did not follow the rules, for ever.

#ifndef DAYBOOK_IMPROVEMENT_EXCEPTIONS_H_
#define DAYBOOK_IMPROVEMENT_EXCEPTIONS_H_

#include "improvement/calendar.h"
#include "improvement/subject.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// A row for everything that departs from the rules, by subject and position. Columns:
///
///   exception             override (a rule broken knowingly), import (history that breaks a rule),
///                         history (an event that came when the rule did not hold, or to which it
///                         came to apply later, as others were told late or corrected), late
///                         (recorded more days after it occurred than the policy allows, and not
///                         as history), dispute (not resolved)
///   subject
///   rule                  its name; nothing for late and dispute
///   position, event       of the event: as text, and its id; nothing for a rule on several
///                         subjects, which is judged by what is known of them
///   occurred, recorded    days in London
///   lagDays               from one to the other
///   actor                 on whose behalf, or else who appended it
///   detail                why: the event's reason, a dispute's note, or else the rule's sentence
///
/// Late is by the policy in force on the day asked for. To an audience that does not see
/// everything, only what an event says itself is told: that it overrides a rule, is late, or is
/// disputed. What else breaks a rule is judged by events that may not be released to it.
Table Exceptions(const Subjects& subjects, const AsOf& as_of);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_EXCEPTIONS_H_
