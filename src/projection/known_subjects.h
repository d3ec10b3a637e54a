// Subjects as one commit finds them and changes them.

#ifndef DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_
#define DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "improvement/fact.h"
#include "improvement/subject.h"
#include "projection/programme.h"

namespace daybook::projection {

struct KnownSubjectsLimits {
  std::size_t unposted_events_max;  ///< Of one subject, that the programme has not taken in yet.
  std::size_t refolded_events_max;  ///< In all, for what does not come last in its stream.
};

/// What the programme has of subjects, brought up to the book's end, so that a state is that of a
/// revision exactly; and further events on top, as if they were in the book. Not thread-safe.
class KnownSubjects {
 public:
  /// Both must outlive it.
  KnownSubjects(const Book& book, const Programme& programme, KnownSubjectsLimits limits)
      : book_(book), programme_(programme), limits_(limits) {}

  /// Makes a subject of a known kind known, as the book has it and with what was added. Fails with
  /// kBusy beyond `unposted_events_max`, kTooLarge beyond `refolded_events_max`, or as reading
  /// fails.
  Result<void> Load(std::string_view name);

  /// Takes one more event. Fails with kTooLarge beyond `refolded_events_max`.
  Result<void> Add(improvement::PackedFact event);

  /// The subjects that are loaded and have events.
  const improvement::Subjects& subjects() const { return subjects_; }

  /// The facts of a loaded subject. Fails with kTooLarge beyond `refolded_events_max`.
  Result<improvement::Facts> Stream(std::string_view name);

  /// The subjects that events were added to, of those whose names begin with `prefix`.
  std::set<std::string> Added(std::string_view prefix) const;

  /// What to expect of the loaded subjects, for as long as they are what they were.
  std::vector<Expectation> Expectations() const;

 private:
  struct Held {
    bool loaded = false;
    bool added = false;
    std::size_t posted = 0;    ///< Its facts that the programme had, once it is loaded.
    improvement::Facts later;  ///< Those in the book beyond them, and those added.
    Revision next = 0;         ///< In the book, once it is loaded.
  };

  Result<void> ReadLater(std::string_view name, Held& held) const;
  Result<improvement::Facts> FactsOf(std::string_view name, const Held& held);
  Result<void> Take(std::string_view name, const Held& held,
                    std::span<const improvement::PackedFact> facts);

  const Book& book_;
  const Programme& programme_;
  const KnownSubjectsLimits limits_;
  std::size_t refolded_ = 0;
  std::map<std::string, Held, std::less<>> held_;
  improvement::Subjects subjects_;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_
