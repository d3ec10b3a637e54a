// Walking over the positions that several attributes have in common.

#ifndef DAYBOOK_LOG_POSTINGS_H_
#define DAYBOOK_LOG_POSTINGS_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "log/derived_store.h"
#include "log/journal.h"
#include "log/keys.h"

namespace daybook {

/// The positions of the events that have something in common, in order. Short-lived; not
/// thread-safe.
class Positions {
 public:
  virtual ~Positions() = default;

  /// The first position ≥ `position` or, descending, the last one ≤ it; nothing past the end.
  Result<std::optional<Position>> Seek(Position position, bool descending);

 protected:
  /// Some neighbours, ascending, among which what Seek looks for is, when there is such; empty
  /// when there is none.
  virtual Result<std::vector<Position>> Load(Position position, bool descending) = 0;

 private:
  std::vector<Position> loaded_;
};

/// Those of one attribute's value.
class Postings final : public Positions {
 public:
  Postings(const DerivedStore& store, keys::Posting attribute, std::string_view value);

 private:
  Result<std::vector<Position>> Load(Position position, bool descending) override;

  std::string prefix_;
  DerivedStore::Cursor cursor_;
};

/// Those of one subject.
class StreamPositions final : public Positions {
 public:
  StreamPositions(const Journal& journal, std::string subject)
      : journal_(journal), subject_(std::move(subject)) {}

 private:
  Result<std::vector<Position>> Load(Position position, bool descending) override;

  const Journal& journal_;
  const std::string subject_;
};

/// Where looking for a position that several have in common has come to.
struct Meeting {
  Position position = 0;
  bool agreed = false;  ///< All have it; otherwise the looking is to go on from here.
};

/// The next position at or past `position` that all of `all` have (every position, when there are
/// none of them); nothing when there is none. Seeks at most `seeks_max` times.
Result<std::optional<Meeting>> NextInAll(const std::vector<std::unique_ptr<Positions>>& all,
                                         Position position, bool descending, std::size_t seeks_max);

}  // namespace daybook

#endif  // DAYBOOK_LOG_POSTINGS_H_
