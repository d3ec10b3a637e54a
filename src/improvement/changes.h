// What changed between two cuts.

#ifndef DAYBOOK_IMPROVEMENT_CHANGES_H_
#define DAYBOOK_IMPROVEMENT_CHANGES_H_

#include <span>
#include <string_view>

#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Two cuts for the same audience, of which the second has all that the first has.
struct Between {
  Cut before, after;
  Instant moment;  ///< When the first cut is of: what occurred by then and was not told is late.
};

/// The table without a row. Columns:
///
///   change         opened, added (a subject that was not there); what KindOf (change_kind.h) says
///                  of a field; learned-late, corrected, disputed, resolved, released
///   subject, title
///   field          what changed: of a correction, the JSON pointer; of a release, `audience`
///   before, after  its values at the two cuts; of a correction, what it says; of a release, the
///                  narrowest audience there was, and the one it says
///   position       of the event that made it so: the last one, if several did
///   type, occurred (as in a trail), recorded (time in London), actor, reason    of that event
///   events         positions of the events it speaks of: corrected, disputed, released; of a
///                  resolved dispute, the event that raised it
///
/// Field by field it is the difference of two states: what changed and changed back is in the
/// trail. A field that says when or by whom another changed has no row (the columns say it), and a
/// new subject has only rows of what happened to it after its first event, not of what it is.
/// What is learned late occurred by the moment of the first cut and was recorded after it.
Table NoChanges();

/// Adds the rows of one subject, of which `facts` are all. Rows of subjects that are added in the
/// order of their names are in that order; of one subject, states come before events.
void AddChanges(std::string_view name, std::span<const PackedFact> facts, const Between& between,
                Table& table);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_CHANGES_H_
