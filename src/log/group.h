// A group of commits on its way to disk: what each of them comes to, on top of the book and of
// those before it in the group.

#ifndef DAYBOOK_LOG_GROUP_H_
#define DAYBOOK_LOG_GROUP_H_

#include <cstddef>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daybook/log.h"
#include "log/journal.h"

namespace daybook {

/// Next revisions of subjects that were written lately, so that a busy stream is not looked up
/// again and again. Bounded. Not thread-safe.
class RevisionCache {
 public:
  std::optional<Revision> Find(std::string_view subject) const;
  void Set(std::string_view subject, Revision next);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  std::unordered_map<std::string, Revision, Hash, std::equal_to<>> next_;
};

/// Of the key's first bytes, which are of the id's hash, and its last, which are of the source's.
struct EventKeyHash {
  std::size_t operator()(const EventKey& key) const {
    std::size_t id = 0;
    std::size_t source = 0;
    std::memcpy(&id, key.data(), sizeof id);
    std::memcpy(&source, key.data() + key.size() - sizeof source, sizeof source);
    return id ^ source;
  }
};

/// Decides commits in order. Nothing is written here: the lines of the commits it accepted are
/// then written at once, or none of them. Not thread-safe.
class Group {
 public:
  /// Starts at `head`; every event is recorded at `now`, or at the head's time if the clock went
  /// back. `journal` and `cache` must outlive the group, and so must the commits decided.
  Group(const Journal& journal, RevisionCache& cache, Journal::Head head, Instant now);

  /// Accepts the commit and gives its answer, to be told once the lines are durable; or refuses
  /// it, with kConflict or kWrongRevision and every reason at once, and no line of it is there.
  /// `known` has the position of each draft's key in the journal, or nothing.
  AppendResult Decide(const Commit& commit, std::span<const std::optional<Position>> known);

  const std::vector<Journal::Line>& lines() const { return lines_; }

  /// The head once the lines are written.
  Journal::Head head() const;

  /// Tells the cache what was written. Only after it was.
  void Remember();

 private:
  struct Seen {  // an event that has this key already
    Appended answer;
    std::string_view body;
  };

  Result<std::vector<std::optional<Appended>>> FindRepeated(
      const Commit& commit, std::span<const std::optional<Position>> known);
  Result<Seen> ReadSeen(Position position, std::string& entry) const;
  Result<void> CheckExpectations(const Commit& commit);
  Result<Revision> NextRevision(std::string_view subject);
  Appended AddLine(const Draft& draft, const Commit& commit, Revision revision);

  const Journal& journal_;
  RevisionCache& cache_;
  const Journal::Head start_;
  const Instant recorded_;
  std::vector<Journal::Line> lines_;
  std::unordered_map<EventKey, std::size_t, EventKeyHash> line_of_;  // key → index in lines_
  std::unordered_map<std::string_view, Revision> next_revision_;     // of the subjects in lines_
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_GROUP_H_
