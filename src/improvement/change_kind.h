// What a change of a field is called.

#ifndef DAYBOOK_IMPROVEMENT_CHANGE_KIND_H_
#define DAYBOOK_IMPROVEMENT_CHANGE_KIND_H_

#include <string_view>

#include "improvement/field.h"
#include "improvement/states.h"

namespace daybook::improvement {

/// What any field's change is, if there is no word of its own for it.
inline constexpr std::string_view kChanged = "changed";

/// What a subject is that was not there: `opened` for what is to be closed again, else `added`.
std::string_view BeginningOf(const State& state);

/// The field that says where a subject stands: of a finding, `standing`; "" if there is none.
std::string_view StandingField(const State& state);

/// closed, reopened, declined, superseded (a finding); completed, reopened, cancelled, blocked,
/// rescheduled, reassigned (an action); impact (both); accepted, rejected, withdrawn (evidence);
/// lifted (an intervention); or else kChanged.
std::string_view KindOf(const State& state, const FieldChange& change);

/// Whether a field only says when, by whom or how often another field was changed.
bool IsCompanion(const State& state, std::string_view field);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_CHANGE_KIND_H_
