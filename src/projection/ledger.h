// The subjects of a programme, in memory, as the events of its book are posted to them.

#ifndef DAYBOOK_PROJECTION_LEDGER_H_
#define DAYBOOK_PROJECTION_LEDGER_H_

#include <mutex>
#include <optional>
#include <set>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"
#include "daybook/log.h"
#include "improvement/subject.h"
#include "improvement/table.h"
#include "log/derived_store.h"

namespace daybook::projection {

/// Thread-safe for any number of readers and one thread that loads and then posts. A reader sees
/// all the entries of a Post or none of them.
class Ledger {
 public:
  /// `book` must outlive it.
  explicit Ledger(const Book& book) : book_(book) {}

  /// Reads back what was posted to `store`. Fails with kCorrupt or kIo. To be called first.
  Result<void> Load(const DerivedStore& store);

  /// Posts consecutive entries, the first of them at `from`, and puts what they change into
  /// `batch`. It may be called again with entries that were posted before, when their batch
  /// could not be written: they are not posted twice, and are put into the new batch.
  Result<void> Post(Position from, std::span<const std::string> entries,
                    DerivedStore::Batch& batch);

  struct Status {
    improvement::Table table;
    Position position = 0;  ///< Events it stands on.
  };
  /// Made once for each position, however many ask.
  Status status() const;

  struct Found {
    improvement::Subject subject;
    Position position = 0;
  };
  std::optional<Found> Find(std::string_view subject) const;

  /// How many events are posted.
  Position position() const;

 private:
  Result<void> Refold(const std::set<std::string>& names, Position size,
                      improvement::Subjects& changed) const;
  void Publish(improvement::Subjects changed, Position size);

  const Book& book_;

  // Changed under the lock by the thread that posts, which reads them without it.
  mutable std::shared_mutex mutex_;
  improvement::Subjects subjects_;
  Position posted_ = 0;

  // The last status made. One thread at a time makes it, so that readers who come one after the
  // other do not keep the posting thread out.
  mutable std::mutex status_mutex_;
  mutable std::optional<Status> status_;
};

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_LEDGER_H_
