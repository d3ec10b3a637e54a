// The facts of a book, read again from its entries.

#ifndef DAYBOOK_REPLAY_READ_H_
#define DAYBOOK_REPLAY_READ_H_

#include <cstdint>
#include <span>
#include <string_view>

#include "daybook/error.h"
#include "daybook/log.h"
#include "improvement/cut.h"
#include "improvement/subject.h"
#include "projection/ledger.h"
#include "replay/progress.h"

namespace daybook::replay {

/// What a book's entries say of its programme.
struct BookFacts {
  projection::FactsBySubject facts;     ///< Of subjects of known kinds.
  projection::FactsBySubject releases;  ///< Of all others.
  std::uint64_t count = 0;              ///< Of facts of both.
};

/// Kinds of subject; none of them stands for all.
using Kinds = std::span<const std::string_view>;

/// Reads the first `size` entries of `book` on all threads, and keeps those of `kinds`. Fails as
/// reading fails, with kCorrupt, or with kStopped.
Result<BookFacts> ReadFacts(const Book& book, Position size, const Run& run, Kinds kinds = {});

/// Folds each subject at a cut, on all threads; those of which it has no event are left out.
Result<improvement::Subjects> FoldAll(const projection::FactsBySubject& facts,
                                      const improvement::Cut& cut, const Run& run);

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_READ_H_
