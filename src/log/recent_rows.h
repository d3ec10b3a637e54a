// The rows of the journal's streams and ids that are not on disk yet.

#ifndef DAYBOOK_LOG_RECENT_ROWS_H_
#define DAYBOOK_LOG_RECENT_ROWS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daybook/event.h"
#include "log/index_rows.h"

namespace daybook {

/// Those of consecutive entries, to be looked into and to be taken in the order of the keys on
/// disk. Some 200 bytes an entry. Not thread-safe.
class RecentRows {
 public:
  /// A subject's part: the revisions from `first` on.
  struct Stream {
    Revision first = 0;
    std::vector<Position> positions;
  };

  /// Of the entry after the one added last. False, and nothing is added, when the revision is not
  /// the one after the subject's last one here.
  bool Add(const IndexRow& row);

  std::size_t size() const { return ids_.size(); }
  bool empty() const { return ids_.empty(); }

  /// One after the last position; meaningless when empty.
  Position end() const { return end_; }

  std::optional<Position> Find(const EventKey& key) const;

  /// Adds the positions of events whose key begins with `prefix`, of at least 8 bytes.
  void FindPrefix(std::string_view prefix, std::vector<Position>& positions) const;

  /// Null when the subject has no entry here. Valid until the next Add.
  const Stream* FindStream(std::string_view subject) const;

  /// Keys and values as they are stored, ascending.
  using Stored = std::vector<std::pair<std::string, std::string>>;
  Stored OfStreams() const;
  Stored OfIds() const;

 private:
  struct Id {
    EventKey key;
    Position position;
  };
  struct SubjectHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  // By the first 8 bytes of the key, which is a hash already.
  std::unordered_multimap<std::uint64_t, Id> ids_;
  std::unordered_map<std::string, Stream, SubjectHash, std::equal_to<>> streams_;
  Position end_ = 0;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_RECENT_ROWS_H_
