// Walking over the positions that several postings have in common.

#ifndef DAYBOOK_LOG_POSTINGS_H_
#define DAYBOOK_LOG_POSTINGS_H_

#include <optional>
#include <string>
#include <vector>

#include "log/derived_store.h"
#include "log/keys.h"

namespace daybook {

/// The positions of one attribute's value, in order. Short-lived; not thread-safe.
class Postings {
 public:
  Postings(const DerivedStore& store, keys::Posting attribute, std::string_view value);

  /// The first position ≥ `position` or, descending, the last one ≤ it; nothing past the end.
  Result<std::optional<Position>> Seek(Position position, bool descending);

 private:
  std::string prefix_;
  DerivedStore::Cursor cursor_;
};

/// Where looking for a position that several postings have in common has come to.
struct Meeting {
  Position position = 0;
  bool agreed = false;  ///< All have it; otherwise the looking is to go on from here.
};

/// The next position at or past `position` that all of `postings` have (every position, when
/// there are none of them); nothing when there is none. Seeks at most `seeks_max` times.
Result<std::optional<Meeting>> NextInAll(std::vector<Postings>& postings, Position position,
                                         bool descending, std::size_t seeks_max);

}  // namespace daybook

#endif  // DAYBOOK_LOG_POSTINGS_H_
