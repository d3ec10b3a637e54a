// Many readers of the event stream at once.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_SUBSCRIBERS_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_SUBSCRIBERS_H_

#include <cstdint>
#include <vector>

#include "daybook/error.h"
#include "tools/bench/peers/load.h"

namespace daybook::bench {

struct Followed {
  std::size_t complete = 0;      ///< Subscribers that saw every event, each once and in order.
  std::uint64_t deliveries = 0;  ///< Events, over all subscribers.
  std::uint64_t bytes = 0;
  /// When the last subscriber had each event, in seconds of CLOCK_MONOTONIC; by event.
  std::vector<double> had_by_all;
  double seconds = 0;  ///< From the first delivery to the last.
};

/// Opens `load.writers` streams from position `load.stored` on, and follows each until it has seen
/// `load.events_max` events, but no longer than `load.measured` after nothing came any more. Fails
/// when a stream leaves an event out.
Result<Followed> Follow(const Load& load);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_SUBSCRIBERS_H_
