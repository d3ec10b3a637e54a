// The stored views of a programme, made anew from its book.

#ifndef DAYBOOK_REPLAY_REBUILD_H_
#define DAYBOOK_REPLAY_REBUILD_H_

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "daybook/error.h"
#include "daybook/log.h"
#include "projection/kept_ledger.h"
#include "replay/progress.h"

namespace daybook::replay {

/// Makes, in `directory`, which is empty or not there, what the first `size` events of `book` come
/// to: the same store, key by key, as a programme that has followed the book so far.
Result<std::unique_ptr<projection::KeptLedger>> Rebuild(const Book& book, Position size,
                                                        const std::filesystem::path& directory,
                                                        const Run& run);

/// How a replay ended, when it was not for want of a disk.
struct Outcome {
  Position size = 0;                      ///< Events that the views in force stand on.
  std::optional<Position> compared;       ///< Events at which they were compared with the old ones.
  std::optional<std::string> difference;  ///< Where the old ones were first wrong, in a sentence.
  std::string remark;                     ///< Why they were not compared; "" if they were.
};

/// The first key of two stores in which they differ, in a sentence; nothing if they are the same,
/// byte for byte. That `stored` cannot be read is a difference. `keys` is about how many there are.
Result<std::optional<std::string>> FirstDifference(StoreCursor stored, StoreCursor rebuilt,
                                                   std::uint64_t keys, const Run& run);

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_REBUILD_H_
