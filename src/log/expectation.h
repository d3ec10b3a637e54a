// Whether subjects are where a writer expects them.

#ifndef DAYBOOK_LOG_EXPECTATION_H_
#define DAYBOOK_LOG_EXPECTATION_H_

#include <optional>
#include <vector>

#include "daybook/error.h"
#include "daybook/log.h"

namespace daybook {

/// What is wrong with an expectation of a subject whose next event will have revision `next`;
/// nothing if it holds.
std::optional<Fault> Unmet(const Expectation& expectation, Revision next);

/// kWrongRevision, with each expectation that is not met.
Error WrongRevision(std::vector<Fault> faults);

}  // namespace daybook

#endif  // DAYBOOK_LOG_EXPECTATION_H_
