// The trail of a subject: who changed what, when and why.

#ifndef DAYBOOK_IMPROVEMENT_TRAIL_H_
#define DAYBOOK_IMPROVEMENT_TRAIL_H_

#include <set>
#include <span>
#include <string_view>

#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/table.h"

namespace daybook::improvement {

/// Another subject that has events which name the one of a trail.
struct Mentioning {
  std::span<const PackedFact> facts;  ///< All of that subject's.
  std::set<Position> positions;       ///< Of those that name it.
};

/// The trail of the subject `name` at a cut, from its own facts and those of others. Rows are by
/// when it happened, then by position; a row for each field an event changed, and one without a
/// field for an event that changed none. Columns:
///
///   position, revision    of the event, as text; revision in its own subject's stream, left out
///                         for any audience but the internal one, which alone sees them all
///   recorded              time in London
///   occurred, precision   as much of it as is known: 2024, 2024-07, 2024-07-30, or a time in
///                         London; nothing if it is unknown
///   lagDays               days in London from (the beginning of) occurred to recorded
///   type, subject         subject is the one the event is about: not `name` where another
///                         subject's event names this one
///   actor                 on whose behalf, or else who appended it
///   field, before, after  for an event.corrected: the JSON pointer, and the values as JSON
///                         else of a list of records, those that are not the same
///   sourceparagraph
///   reason                the attribute, or the data's note, basis or text; for an event of
///                         another subject, failing those, its verbatim or title
///   audience              the widest one it is released to
///   corrected, disputed   positions of the events that correct this one; of the open disputes
///                         that name it
///
/// Values before and after are those of corrected data: what an event said at first is in the row
/// of the event that corrects it.
Table Trail(std::string_view name, std::span<const PackedFact> own,
            std::span<const Mentioning> others = {}, const Cut& cut = {});

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_TRAIL_H_
