// Cuts: which of all events an answer stands on.

#ifndef DAYBOOK_IMPROVEMENT_CUT_H_
#define DAYBOOK_IMPROVEMENT_CUT_H_

#include <limits>
#include <optional>

#include "daybook/event.h"
#include "improvement/audience.h"

namespace daybook::improvement {

/// What a view is asked for: of the first `size` events of the book (what was known), those that
/// occurred by `at` and are released to `audience`. The default is everything.
struct Cut {
  Position size = std::numeric_limits<Position>::max();
  std::optional<Instant> at;  ///< Occurred at this instant or before.
  Audience audience = Audience::kInternal;

  bool operator==(const Cut&) const = default;
  auto operator<=>(const Cut&) const = default;
};

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_CUT_H_
