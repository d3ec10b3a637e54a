// What the tree and its signature add to an append.

#ifndef DAYBOOK_TOOLS_BENCH_COST_H_
#define DAYBOOK_TOOLS_BENCH_COST_H_

#include <filesystem>

#include "daybook/error.h"

namespace daybook::bench {

/// Appends the same groups to two journals below `directory`, taking turns: one as the sequencer
/// does, the other without tree, signature and published checkpoint. Prints the medians and the
/// ratio of each pair of turns, for groups of one event and of 100.
Result<void> CompareCost(const std::filesystem::path& directory);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_COST_H_
