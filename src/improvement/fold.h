// Folding: from the events of a subject to what is known of it. Pure; the same events give the
// same value in whatever order they arrive. It never refuses: what happened, happened. Types it
// does not know and data it cannot read leave the state as it is.

#ifndef DAYBOOK_IMPROVEMENT_FOLD_H_
#define DAYBOOK_IMPROVEMENT_FOLD_H_

#include <span>
#include <string_view>

#include "improvement/stream.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// Folds the facts of the subject `name` that are seen at a cut.
Subject Fold(std::string_view name, std::span<const PackedFact> facts, const Cut& cut = {});

/// Whether `fact` comes after all that `subject` stands on, is in the latest words, and neither
/// corrects another event nor was corrected before it came: then Apply gives what Fold would.
bool Follows(const Subject& subject, const Fact& fact);

/// Folds one more event into `subject`: the next one in order.
void Apply(Subject& subject, const Fact& fact);

/// What the events of one kind do to its state.
void Apply(Visit& visit, const Fact& fact);
void Apply(Finding& finding, const Fact& fact);
void Apply(Action& action, const Fact& fact);
void Apply(Area& area, const Fact& fact);
void Apply(Plan& plan, const Fact& fact);
void Apply(Evidence& evidence, const Fact& fact);
void Apply(Measure& measure, const Fact& fact);
void Apply(PracticeAudit& audit, const Fact& fact);
void Apply(Meeting& meeting, const Fact& fact);
void Apply(Intervention& intervention, const Fact& fact);
void Apply(Person& person, const Fact& fact);
void Apply(Report& report, const Fact& fact);
void Apply(Control& control, const Fact& fact);
inline void Apply(Other&, const Fact&) {}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_FOLD_H_
