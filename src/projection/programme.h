// The improvement programme as its events have it now: subjects' states, status, trails.

#ifndef DAYBOOK_PROJECTION_PROGRAMME_H_
#define DAYBOOK_PROJECTION_PROGRAMME_H_

#include <cstddef>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "daybook/log.h"
#include "event/entry.h"
#include "improvement/changes.h"
#include "improvement/cut.h"
#include "improvement/report.h"
#include "improvement/table.h"
#include "improvement/trail.h"
#include "log/derived_store.h"
#include "log/follower.h"
#include "log/watermark.h"
#include "projection/kept_ledger.h"
#include "projection/store_directory.h"

namespace daybook::improvement {
struct ScrutinyRequest;
}  // namespace daybook::improvement

namespace daybook::projection {

struct ProgrammeOptions {
  /// Events one trail is made from, mentions included. A trail is answered in one piece and each
  /// of its events is read and folded for it; a longer stream is searched instead.
  std::size_t trail_events_max = 10'000;
  /// The disk its store is on, as in BookOptions.
  rocksdb::Env* env = nullptr;
};

/// The answer of a view, and the cut it stands on: `cut.size` is how many events of the book.
struct View {
  improvement::Table table;
  improvement::Cut cut;
  std::optional<improvement::Cut> since = {};  ///< Of changes: the cut they are counted from.
};

/// A report, and the cut it stands on.
struct ReportView {
  improvement::ReportDocument document;
  improvement::Cut cut;
};

/// The state of one subject as a JSON object, and how many events it stands on.
struct StateView {
  std::string json;
  Position position = 0;
};

/// Whether a subject is one of those that somebody may read of.
using Covers = std::function<bool(std::string_view subject)>;

/// What the programme has stored at a moment, whatever is posted afterwards.
struct Snapshot {
  std::shared_ptr<const KeptLedger> kept;  ///< What the cursor is of.
  DerivedStore::Cursor cursor;
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

  /// A view that `make` makes of all subjects at a cut. `key` names the view and all that it
  /// depends on beside the subjects: a view of now is made once for each key and position, and
  /// one at another cut while there is room to keep it (projection/made_tables.h).
  View view(const std::string& key, const MakeTable& make, const improvement::Cut& cut = {}) const;

  /// What changed between two cuts (improvement/changes.h), subject by subject in the order of
  /// their names.
  View changes(const improvement::Between& between) const;

  /// The scrutiny report (improvement/scrutiny_report.h), at no more than what is taken in. Fails
  /// as that does.
  Result<ReportView> scrutiny(const improvement::ScrutinyRequest& request) const;

  /// Who changed what of a subject, when and why (improvement/trail.h): its own events, and those
  /// of other subjects that name it. A subject of any kind has one. Fails with kNotFound when at
  /// the cut no event is about it or names it, kUnprocessable beyond `trail_events_max`, or as
  /// reading fails.
  ///
  /// Subjects that `covers` leaves out have, for this trail, no event.
  Result<View> trail(
      std::string_view subject, const improvement::Cut& cut = {},
      const Covers& covers = [](std::string_view) { return true; }) const;

  /// Who was shown personal data about a subject, or about any if it is empty, and who took events
  /// away (improvement/disclosures.h).
  View disclosures(std::string_view about, const improvement::Cut& cut = {}) const;

  /// What is known of a subject at a cut (improvement/subject_json.h), or kNotFound: it has no
  /// event there, or is of a kind that has no state here.
  Result<StateView> state(std::string_view subject, const improvement::Cut& cut = {}) const;

  /// What a subject of a known kind has come to at a cut; nothing if it has no event there. And its
  /// facts, which are at least those that a subject of now, asked for before, stands on.
  std::optional<improvement::Subject> subject(std::string_view name,
                                              const improvement::Cut& cut = {}) const;
  improvement::Facts facts(std::string_view subject) const;

  /// Positions of events of other subjects that name this one, oldest first: of those that
  /// `position()` covers, one more than `trail_events_max` at most.
  Result<std::vector<Position>> mentions(std::string_view subject) const;

  /// Whether the event of an entry is released to an audience, as known at `size`.
  bool IsReleased(const Entry& entry, improvement::Audience audience, Position size) const;

  /// What is stored now, at the latest position that is.
  Result<Snapshot> snapshot() const;

  /// Where another store of this programme is to be made, to be put in this one's place.
  Result<std::filesystem::path> MakeRoom();

  /// Puts `rebuilt`, which is kept where MakeRoom said, in the place of what answers are made from:
  /// it is posted up to where they stand, and becomes the store in force. Answers go on all the
  /// while; those that are being made are finished from the old one. When it fails nothing has
  /// changed. One thread at a time may call this and MakeRoom.
  Result<void> Replace(std::unique_ptr<KeptLedger> rebuilt);

  /// How many events of the book every answer from now on stands on, at least.
  Watermark& position() const;

  /// Why it stopped following, or nothing while it is well. Answers go on, as they were then.
  std::optional<Error> failure() const;

 private:
  Programme(Book& book, StoreDirectory directory, std::unique_ptr<KeptLedger> kept,
            ProgrammeOptions options);

  std::shared_ptr<KeptLedger> kept() const;
  std::unique_ptr<Follower> Follow(KeptLedger& kept);
  Result<void> PutInForce(KeptLedger& rebuilt, Position position);
  std::optional<Ledger::Found> FindAt(std::string_view subject, const improvement::Cut& cut) const;
  Result<improvement::Facts> OwnFacts(const Ledger& ledger, std::string_view subject,
                                      Position size) const;
  Result<std::vector<Position>> MentionPositions(const DerivedStore& store,
                                                 std::string_view subject, Position size) const;
  Result<std::vector<improvement::Mentioning>> Mentions(const Ledger& ledger,
                                                        const std::vector<Position>& positions,
                                                        Position size, const Covers& covers,
                                                        std::list<improvement::Facts>& facts) const;

  Book& book_;
  const ProgrammeOptions options_;
  StoreDirectory directory_;    // of whoever replaces
  mutable Watermark position_;  // of what is stored; advanced by the follower, or between two

  mutable std::mutex mutex_;
  std::shared_ptr<KeptLedger> kept_;    // guarded by mutex_; the follower's thread posts to it
  std::unique_ptr<Follower> follower_;  // guarded by mutex_; last: it uses all of the above
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_PROGRAMME_H_
