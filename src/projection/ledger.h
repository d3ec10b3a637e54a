// The subjects of a programme, in memory, as the events of its book are posted to them.

#ifndef DAYBOOK_PROJECTION_LEDGER_H_
#define DAYBOOK_PROJECTION_LEDGER_H_

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"
#include "event/entry.h"
#include "improvement/cut.h"
#include "improvement/fact.h"
#include "improvement/subject.h"
#include "improvement/table.h"
#include "log/derived_store.h"
#include "projection/made_tables.h"

namespace daybook::projection {

/// Makes the table of a view from all subjects.
using MakeTable = std::function<improvement::Table(const improvement::Subjects&)>;

/// The facts of subjects, those of each by position.
using FactsBySubject = std::map<std::string, improvement::Facts, std::less<>>;

/// What a ledger keeps of an entry: its fact, if its subject is of a known kind or if it is a
/// release. Fails with kCorrupt.
Result<std::optional<improvement::PackedFact>> FactOf(std::string_view entry, EntryReader& reader);

/// Thread-safe for any number of readers and one thread that loads and then posts. A reader sees
/// all the entries of a Post or none of them.
///
/// Two things are kept of every subject of a known kind: what it has come to, for whoever asks of
/// now; and its facts, packed, to fold it at any other cut. Of a subject of any other kind only
/// the releases are kept.
class Ledger {
 public:
  /// Reads back what was posted to `store`. Fails with kCorrupt or kIo. To be called first.
  Result<void> Load(const DerivedStore& store);

  /// All that a ledger keeps.
  struct Parts {
    improvement::Subjects subjects;
    FactsBySubject facts;     ///< Of subjects of known kinds.
    FactsBySubject releases;  ///< Of all others.
  };

  /// Takes over what the first `position` events come to, in place of Load.
  void Fill(Parts parts, Position position);

  /// Posts consecutive entries, the first of them at `from`, and puts what they change into
  /// `batch`. It may be called again with entries that were posted before, when their batch
  /// could not be written: they are not posted twice, and are put into the new batch.
  Result<void> Post(Position from, std::span<const std::string> entries,
                    DerivedStore::Batch& batch);

  struct Made {
    improvement::Table table;
    Position position = 0;  ///< Events it stands on.
  };
  /// The table of a view of now. Made once for each position and `key`, which names the view and
  /// whatever else it depends on, however many ask.
  Made Now(const std::string& key, const MakeTable& make) const;

  /// All subjects at a cut whose size is at most position(). The last few cuts are remembered.
  std::shared_ptr<const improvement::Subjects> At(const improvement::Cut& cut) const;

  /// Tables that were made at cuts of what is posted.
  MadeTables& made() const { return tables_; }

  /// Visits every subject of a known kind, in the order of names, with its facts: those of the
  /// events of this moment, and of some that come meanwhile. `visit` must be brief, and is not to
  /// keep the facts.
  using VisitFacts = std::function<void(const std::string& subject,
                                        std::span<const improvement::PackedFact> facts)>;
  void ForEachStream(const VisitFacts& visit) const;

  struct Found {
    improvement::Subject subject;
    Position position = 0;
  };
  /// What a subject has come to, all events told.
  std::optional<Found> Find(std::string_view subject) const;

  /// A copy of the facts of a subject among the first `size` events: all of them if its kind is
  /// known, else its releases.
  improvement::Facts FactsOf(std::string_view subject, Position size) const;

  /// The widest audience that an event of any kind is released to, as known at `size`.
  improvement::Audience ReleasedTo(const improvement::Fact& fact, Position size) const;

  /// How many events are posted.
  Position position() const;

 private:
  // What one Post adds.
  struct Added {
    improvement::Subjects subjects;
    FactsBySubject facts;
    std::set<std::string> late;  // subjects to be folded anew, once for all entries
  };

  Result<void> LoadFacts(const DerivedStore& store, Added& added) const;
  Result<void> LoadSubjects(const DerivedStore& store, Added& added) const;
  void AddFact(improvement::PackedFact packed, Added& added, DerivedStore::Batch& batch) const;
  void Apply(const improvement::Fact& fact, Added& added) const;
  void Refold(Added& added) const;
  void Publish(Added added, Position size);
  std::shared_ptr<const improvement::Subjects> FoldAt(const improvement::Cut& cut) const;

  // Changed under the lock by the thread that posts, which reads them without it.
  mutable std::shared_mutex mutex_;
  Parts parts_;
  Position posted_ = 0;

  // The tables made last, by key. One thread at a time makes them, so that readers who come one
  // after the other do not keep the posting thread out.
  mutable std::mutex made_mutex_;
  mutable std::map<std::string, Made, std::less<>> made_;

  struct KeptCut {
    improvement::Cut cut;
    std::shared_ptr<const improvement::Subjects> subjects;
  };
  mutable std::mutex cuts_mutex_;
  mutable std::list<KeptCut> cuts_;  // the last one used first

  static constexpr std::size_t kTableBytesMax = std::size_t{32} << 20;
  mutable MadeTables tables_{kTableBytesMax};
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_LEDGER_H_
