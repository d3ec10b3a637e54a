// What is known of a subject after its events, whatever its kind. Plain values. Each type names its
// fields once, in Fields; storing, comparing and showing them all go through it.

#ifndef DAYBOOK_IMPROVEMENT_STATES_H_
#define DAYBOOK_IMPROVEMENT_STATES_H_

#include <variant>

#include "improvement/inspection_states.h"
#include "improvement/meeting_states.h"
#include "improvement/plan_states.h"
#include "improvement/proof_states.h"
#include "improvement/register_states.h"

namespace daybook::improvement {

/// A subject of a kind that has no fields of its own here: only its history is kept.
struct Other {
  static void Fields(auto&, auto&&) {}
  bool operator==(const Other&) const = default;
};

/// Stored by its index: add at the end, never reorder.
using State = std::variant<Visit, Finding, Action, Area, Other, Plan, Evidence, Measure,
                           PracticeAudit, Meeting, Intervention, Person, Report, Control>;

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_STATES_H_
