// Deciding whether events may be appended: the rules of what people do now, on the subjects' states
// as the book has them.

#ifndef DAYBOOK_PROJECTION_DECIDER_H_
#define DAYBOOK_PROJECTION_DECIDER_H_

#include <cstddef>
#include <functional>
#include <vector>

#include "daybook/error.h"
#include "daybook/log.h"
#include "projection/programme.h"

namespace daybook::projection {

struct DeciderOptions {
  /// Events of one subject that the programme has not taken in yet: they are read and folded for
  /// each decision, some hundred milliseconds. With more a commit waits for better times (kBusy).
  std::size_t unposted_events_max = 20'000;
  /// Events folded anew within one commit, because some of it occurred before what came before
  /// it, or corrects it: about a second. A commit that needs more is refused; smaller ones are not.
  std::size_t refolded_events_max = 1'000'000;
  /// Whether somebody may break a rule knowingly.
  std::function<bool(const Author&)> may_override = [](const Author&) { return true; };
};

/// Whether an event erases what is known of a person, so that their key is to be destroyed.
bool ErasesPerson(const Draft& draft);

/// Thread-safe. It looks at the book and decides; the answer holds while every subject it looked at
/// is where it was, which is what the expectations it gives say. Whoever appends with them and is
/// refused, because another writer was there first, asks again.
class Decider {
 public:
  /// What is referred to must outlive it.
  Decider(const Book& book, const Programme& programme, DeciderOptions options = {});

  /// Whether rules may hold for an event of the commit: none do for kinds that are not of the
  /// programme, and for imports those alone that nobody may override, which are on erasing. Cheap.
  static bool Concerns(const Commit& commit);

  /// How many events `programme` must have seen for Decide to find evidence that is linked to a
  /// finding; 0 if that is not asked for.
  Position Needs(const Commit& commit) const;

  /// Decides each event on the states that the events before it leave. Gives what to expect of the
  /// subjects it looked at. An event that is in the book already is not decided again. Fails with
  /// kWrongRevision where the commit's own expectations do not hold; with kUnprocessable and the
  /// breaches, whose pointers begin with the event's index; with kBusy or kTooLarge (options); or
  /// as reading fails.
  Result<std::vector<Expectation>> Decide(const Commit& commit) const;

 private:
  const Book& book_;
  const Programme& programme_;
  const DeciderOptions options_;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_DECIDER_H_
