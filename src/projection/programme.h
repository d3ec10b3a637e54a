// The improvement programme as its events have it now: subjects' states, status, trails.

#ifndef DAYBOOK_PROJECTION_PROGRAMME_H_
#define DAYBOOK_PROJECTION_PROGRAMME_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "daybook/log.h"
#include "improvement/table.h"
#include "log/derived_store.h"
#include "log/follower.h"
#include "projection/ledger.h"

namespace daybook::projection {

struct ProgrammeOptions {
  /// Events one trail is made from, mentions included. A trail is answered in one piece and each
  /// of its events is read and folded for it; a longer stream is searched instead.
  std::size_t trail_events_max = 10'000;
};

/// The answer of a view, and how many events of the book it stands on.
struct View {
  improvement::Table table;
  Position position = 0;
};

/// The state of one subject as a JSON object, and how many events it stands on.
struct StateView {
  std::string json;
  Position position = 0;
};

/// Follows a book and keeps what its events come to, in memory and in a directory of its own.
///
/// Thread-safe. Readers never see half an event or half a group of events: an answer is that of
/// the book's first `position` events. It lags behind the book by what `position()` is short of
/// the book's head; whoever must see their own write waits there first.
///
/// The directory is derived and not synced: after a crash it is at some earlier position, whole,
/// and following goes on from there. At the start states are read back, not folded again.
class Programme {
 public:
  /// Opens `directory`, making it when it is not there, and starts to follow. `book` must outlive
  /// this. Fails with kIo or kCorrupt; when the directory is at fault, removing it is safe.
  static Result<std::unique_ptr<Programme>> Open(Book& book, const std::filesystem::path& directory,
                                                 ProgrammeOptions options = {});
  ~Programme();  ///< Stops following after the events in hand.

  Programme(const Programme&) = delete;
  Programme& operator=(const Programme&) = delete;

  /// Where the programme stands, area by area (improvement/status.h).
  View status() const;

  /// Who changed what of a subject, when and why (improvement/trail.h): its own events, and those
  /// of other subjects that name it. A subject of any kind has one. Fails with kNotFound when no
  /// event is about it or names it, kUnprocessable beyond `trail_events_max`, or as reading fails.
  Result<View> trail(std::string_view subject) const;

  /// Positions of events of other subjects that name this one, oldest first: at most the
  /// `trail_events_max` first ones, of those that `position()` covers.
  Result<std::vector<Position>> mentions(std::string_view subject) const;

  /// What is known of a subject (improvement/subject_json.h), or kNotFound: it has no event, or
  /// is of a kind that has no state here.
  Result<StateView> state(std::string_view subject) const;

  /// How many events of the book every answer from now on stands on, at least.
  Watermark& position() const;

  /// Why it stopped following, or nothing while it is well. Answers go on, as they were then.
  std::optional<Error> failure() const;

 private:
  Programme(Book& book, std::unique_ptr<DerivedStore> store, ProgrammeOptions options);

  void Follow();
  Result<std::vector<Position>> TrailPositions(std::string_view subject, Position size) const;
  Result<std::vector<Position>> MentionPositions(std::string_view subject, Position size,
                                                 std::size_t count_max) const;

  Book& book_;
  const ProgrammeOptions options_;
  const std::unique_ptr<DerivedStore> store_;
  Ledger ledger_;        // the follower's thread posts to it
  Position loaded_ = 0;  // how many events the store stood on when it was opened

  std::unique_ptr<Follower> follower_;  // last: it uses all of the above
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_PROGRAMME_H_
