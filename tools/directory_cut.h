// A directory that no daemon has open, read at a cut.

#ifndef DAYBOOK_TOOLS_DIRECTORY_CUT_H_
#define DAYBOOK_TOOLS_DIRECTORY_CUT_H_

#include <chrono>
#include <string>

#include "improvement/calendar.h"
#include "improvement/cut.h"
#include "improvement/subject.h"
#include "projection/ledger.h"
#include "replay/progress.h"
#include "replay/read.h"
#include "tools/cut.h"
#include "tools/progress.h"

namespace daybook::tools {

/// What its events come to at a cut that was asked for.
struct DirectoryCut {
  projection::FactsBySubject facts;
  improvement::Subjects subjects;
  improvement::Cut cut;
  improvement::AsOf as_of;
  std::chrono::steady_clock::time_point began;  ///< To be read, once the book was open.
};

/// Reads and folds what it has of `kinds`, with a bar. Fails with kMalformed for a cut that is
/// none, and as a book cannot be opened or read.
Result<DirectoryCut> ReadDirectoryCut(Console& console, const std::string& directory,
                                      const CutOptions& asked, replay::Kinds kinds = {});

/// The bar of a replay is of this many parts.
inline constexpr std::uint64_t kReplayParts = 10'000;

/// A replay of `size` events that is shown on `progress`, which must outlive it.
replay::Run ShownOn(Progress& progress, Position size);

}  // namespace daybook::tools

#endif  // DAYBOOK_TOOLS_DIRECTORY_CUT_H_
