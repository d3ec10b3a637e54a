// Reading everything, as fast as it is given.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_READING_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_READING_H_

#include <cstdint>
#include <string>

#include "daybook/error.h"
#include "tools/bench/peers/load.h"

namespace daybook::bench {

/// What was read, and how long it took.
struct Scanned {
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;  ///< As they came, with what frames them.
  double seconds = 0;
};

/// GET /v1/events as NDJSON, to its end, whose summary says how many events there were.
Result<Scanned> ExportDaybook(const Load& load);
/// COPY events (entry) TO STDOUT.
Result<Scanned> CopyOutPostgres(const Load& load);
/// An iterator over the entries of the book in the directory `load.where`, while a daemon may have
/// it open.
Result<Scanned> ScanRocks(const Load& load);

/// Brings each RocksDB below the directory `load.where`, which nobody has open, into the form that
/// compaction leads to in the end.
Result<void> CompactRocks(const Load& load);

/// Reads single events, by random positions below `load.stored`, as Drive does.
Result<Measured> GetDaybook(const Load& load);
Result<Measured> SelectPostgres(const Load& load);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_READING_H_
