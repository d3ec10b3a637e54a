// The trail of a subject: who changed what, when and why.

#ifndef DAYBOOK_IMPROVEMENT_TRAIL_H_
#define DAYBOOK_IMPROVEMENT_TRAIL_H_

#include <span>
#include <string>
#include <string_view>

#include "improvement/table.h"

namespace daybook::improvement {

/// The trail of the subject `name`, from its own entries and from others that name it, given in any
/// order. Rows are by when it happened, then by position; a row for each field an event changed,
/// and one without a field for an event that changed none. Columns:
///
///   position, revision    of the event, as text; revision in its own subject's stream
///   recorded              time in London
///   occurred, precision   as much of it as is known: 2024, 2024-07, 2024-07-30, or a time in
///                         London; nothing if it is unknown
///   lagDays               days in London from (the beginning of) occurred to recorded
///   type, subject         subject is the one the event is about: not `name` where another
///                         subject's event names this one
///   actor                 on whose behalf, or else who appended it
///   field, before, after  for an event.corrected: the JSON pointer, and the values as JSON
///   sourceparagraph
///   reason                the attribute, or the data's note, basis or text; for an event of
///                         another subject, failing those, its verbatim or title
///   corrected, disputed   positions of the events that correct this one; of the open disputes
///                         that name it
///
/// Values before and after are those of corrected data: what an event said at first is in the row
/// of the event that corrects it.
Table Trail(std::string_view name, std::span<const std::string> entries);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_TRAIL_H_
