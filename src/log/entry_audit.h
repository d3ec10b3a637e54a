// Every entry of a book read again: hashed, decoded, and asked what must be kept of it.

#ifndef DAYBOOK_LOG_ENTRY_AUDIT_H_
#define DAYBOOK_LOG_ENTRY_AUDIT_H_

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "daybook/event.h"
#include "log/findings.h"
#include "log/pair_sum.h"
#include "log/store_reader.h"
#include "tree/tree.h"

namespace daybook {

/// What is asked of the entries.
struct EntryAuditPlan {
  Position size = 0;            ///< How many there must be.
  Position indexed = 0;         ///< How many of them the search index stands on.
  Position stored = 0;          ///< How many of them streams and ids stand on.
  std::vector<Position> roots;  ///< Sizes whose root is wanted, ascending; `size` is the last.
  SipKey secret{};
};

/// What the entries say must be stored, and what they hash to.
struct EntryAuditResult {
  Findings findings;
  bool whole = false;                    ///< Every entry is there and could be read.
  PairSum streams, ids, nodes, search;   ///< Of the keys and values that must be there.
  std::vector<tree::Node> nodes_above;   ///< Those to be kept above the leaves, if it is whole.
  std::map<Position, tree::Hash> roots;  ///< As far as the entries before each are there.
};

/// Audits the entries in chunks that any number of threads may take. Nothing stored but the
/// entries is looked at. Memory: 32 bytes for each 256 entries.
class EntryAudit {
 public:
  /// Entries in one chunk: some milliseconds of work.
  static constexpr Position kChunk = 16 * tree::kTileWidth;

  /// `journal` must outlive it.
  EntryAudit(const StoreReader& journal, EntryAuditPlan plan);

  /// Whether there is a chunk of this number, and none before it was without any entry: past such a
  /// gap nothing is looked for, however far the book is said to go.
  bool Wants(std::uint64_t chunk) const;

  /// Audits one chunk, of so many entries. Thread-safe.
  Position Run(std::uint64_t chunk);

  /// Puts the chunks together. To be called once, when all have run.
  EntryAuditResult Finish();

 private:
  // What is left of a chunk when it has run.
  struct Part {
    std::vector<tree::Hash> groups;                     // roots of 256 leaves each
    std::map<Position, std::vector<tree::Hash>> tails;  // of a wanted size: leaves after those
    std::optional<Instant> first_recorded, last_recorded;
    bool whole = true;
  };
  class Walk;
  void CheckRecorded();

  const StoreReader& journal_;
  const EntryAuditPlan plan_;
  std::atomic<std::uint64_t> gap_ = UINT64_MAX;  // the first chunk without any entry

  std::mutex mutex_;
  std::map<std::uint64_t, Part> parts_;  // guarded by mutex_
  EntryAuditResult result_;              // guarded by mutex_
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_ENTRY_AUDIT_H_
