// Peers that are no server: each writer is a thread.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_IN_PROCESS_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_IN_PROCESS_H_

#include <functional>
#include <vector>

#include "tools/bench/peers/events.h"
#include "tools/bench/peers/load.h"

namespace daybook::bench {

/// Commits events: they are durable when it returns well.
using CommitEvents = std::function<Result<void>(const std::vector<Event>& events)>;

/// Runs as many threads as there are writers, each with a function of its own, until the time is
/// over.
Result<Measured> DriveThreads(const Load& load, const std::function<CommitEvents()>& writer);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_IN_PROCESS_H_
