// Subjects as one commit finds them and changes them.

#ifndef DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_
#define DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "improvement/stream.h"
#include "improvement/subject.h"

namespace daybook::projection {

/// Reads subjects' whole streams from the book, so that a state is that of a revision exactly, and
/// folds further events on top of them as if they were in the book. Not thread-safe.
class KnownSubjects {
 public:
  /// `book` must outlive it.
  KnownSubjects(const Book& book, std::size_t stream_events_max, std::size_t refolded_events_max)
      : book_(book), stream_events_max_(stream_events_max), refolds_left_(refolded_events_max) {}

  /// Makes a subject known, as the book has it and with what was added. Fails with kUnprocessable
  /// when it has more events than `stream_events_max`, or as reading fails.
  Result<void> Load(std::string_view name);

  /// The entry that the draft at `index` of a commit would be if it came next, recorded now.
  static std::string EntryOf(const Draft& draft, const Author& author, std::size_t index);

  /// Takes one more event, whose entry is `text`. Fails with kTooLarge when folding subjects anew
  /// for it comes to more than `refolded_events_max` events.
  Result<void> Add(const improvement::Fact& event, const std::string& text);

  /// The subjects that are loaded and have events.
  const improvement::Subjects& subjects() const { return subjects_; }

  /// The entries of a loaded subject.
  std::span<const std::string> Stream(std::string_view name) const;

  /// The subjects that events were added to, of those whose names begin with `prefix`.
  std::set<std::string> Added(std::string_view prefix) const;

  /// What to expect of the loaded subjects, for as long as they are what they were.
  std::vector<Expectation> Expectations() const;

 private:
  struct Held {
    std::vector<std::string> entries;  ///< Those in the book, once it is loaded; those added.
    bool loaded = false;
    bool added = false;
    Revision next = 0;  ///< In the book, once it is loaded.
  };

  const Book& book_;
  const std::size_t stream_events_max_;
  std::size_t refolds_left_;
  std::map<std::string, Held, std::less<>> held_;
  improvement::Subjects subjects_;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_KNOWN_SUBJECTS_H_
