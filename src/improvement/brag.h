// The colour of an action, and the rule that gave it: blue, red, amber, green, or grey.

#ifndef DAYBOOK_IMPROVEMENT_BRAG_H_
#define DAYBOOK_IMPROVEMENT_BRAG_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/event.h"
#include "improvement/calendar.h"
#include "improvement/subject.h"

namespace daybook::improvement {

/// In the order in which they are counted.
enum class Colour : std::uint8_t { kGrey, kBlue, kRed, kAmber, kGreen };
inline constexpr std::size_t kColours = 5;

std::string_view NameOf(Colour colour);

/// The thresholds of a day, and what set them.
struct PolicyInForce {
  Policy policy;
  std::optional<Position> position;  ///< Of the policy.changed; nothing: the defaults.
};

/// What `book/control` said on a day.
PolicyInForce PolicyOn(const Subjects& subjects, Day day);

/// Why an action has its colour.
struct Brag {
  Colour colour = Colour::kGreen;
  std::string_view rule;  ///< Its stable name.
  std::string sentence;   ///< The same for people, with the days it rests on.
};

/// What the colour of an action depends on.
struct BragInput {
  const Action& action;
  bool findings_closed = false;  ///< It has findings, and a meeting closed each of them.
  const Policy& policy;
  Day today;
};

/// The first rule that holds, in this order. Due today is not overdue.
///
///   grey   cancelled, not-due-to-start (neither agreed nor begun, or its start lies ahead)
///   blue   embedded (impact is, and its findings were closed by a meeting's decision)
///   red    overdue, blocked, impact-lost, impact-review-passed (without impact evidenced)
///   amber  impact-not-evidenced (completed, but); and while it is not completed: no-owner,
///          rescheduled, no-progress, low-confidence (and due soon)
///   green  evidenced (completed, and), on-track
Brag BragOf(const BragInput& input);

/// Whether a decision of a meeting closed every finding an action names, and it names one.
bool FindingsClosed(const Subjects& subjects, const Action& action);

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_BRAG_H_
