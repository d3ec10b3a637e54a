// The book on disk: entries, streams and ids, in one RocksDB.

#ifndef DAYBOOK_LOG_JOURNAL_H_
#define DAYBOOK_LOG_JOURNAL_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/log.h"
#include "log/journal_index.h"
#include "log/keys.h"
#include "log/recent_entries.h"
#include "log/rocks.h"
#include "tree/tree.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Env;
class Iterator;
class WriteBatch;
}  // namespace rocksdb

namespace daybook {

class JournalCopies;

/// Reads are thread-safe, and see whole groups only. One thread, the commit thread, writes.
class Journal {
 public:
  /// One event to write, with all that is written of it.
  struct Line {
    Position position = 0;
    Revision revision = 0;
    std::string_view subject;
    EventKey key{};
    std::string entry;
  };

  struct Head {
    Position size = 0;      ///< Events in the book.
    Instant last_recorded;  ///< Of the last one; the epoch when there is none.
  };

  /// Reads entries one after another. Quick when the positions asked for are neighbours, in
  /// either direction. Sees the book as it was when made; short-lived; not thread-safe.
  class Scan {
   public:
    ~Scan();
    Scan(Scan&&) noexcept;
    /// The entry, valid until the next call; kNotFound past the end.
    Result<std::string_view> At(Position position);

   private:
    friend class Journal;
    explicit Scan(std::unique_ptr<rocksdb::Iterator> iterator);
    std::unique_ptr<rocksdb::Iterator> iterator_;
  };

  /// As Book::Open. A write-ahead log that ends in half a record is read up to there; a damaged one
  /// is refused. `env` is the disk it is on (BookOptions::env).
  static Result<std::unique_ptr<Journal>> Open(
      const std::filesystem::path& directory, std::size_t cache_bytes, rocksdb::Env* env = nullptr,
      std::size_t rows_in_memory = BookOptions().rows_in_memory);
  ~Journal();

  /// Puts what was found in the write-ahead log into tables, brings a book of an older format to
  /// this one and loads what streams and ids do not have on disk: to be called once it is known
  /// whether what was found is all of it (`whole`), and before streams and ids are asked and
  /// anything is written. Until then, and when it is closed without, the log stays as it is. When
  /// it is not whole, streams and ids are made anew, which reads all entries twice. A book that
  /// lacks entries other than its last is refused.
  Result<void> Settle(bool whole = true);

  /// The head, read from the entries themselves: nothing else is there to disagree with them.
  Result<Head> ReadHead() const;

  /// The signed checkpoint that was written last; nothing in an empty book.
  Result<std::optional<std::string>> ReadCheckpoint() const;

  /// Kept nodes of the tree (tree::ReadNodes).
  Result<std::vector<tree::Hash>> ReadNodes(tree::NodeId first, std::uint64_t count) const;

  /// The same for the functions of the tree. Must not outlive the journal.
  tree::ReadNodes NodeReader() const {
    return [this](tree::NodeId first, std::uint64_t count) { return ReadNodes(first, count); };
  }

  /// Writes a group, the nodes it completes and the checkpoint it leads to in one batch and
  /// syncs it: when it returns well, all of it is durable. When it fails, whether the group is on
  /// disk is unknown until the journal is opened again, except after kNoSpace and a Resume.
  /// Streams and ids have it from then on.
  Result<void> Write(const std::vector<Line>& lines, const std::vector<tree::Node>& nodes,
                     std::string_view checkpoint);

  /// After a full disk: puts the store in order again, without the group that failed. Fails
  /// while there is no room.
  Result<void> Resume();

  Result<std::string> Read(Position position) const;
  /// As those of Book.
  Result<std::vector<std::string>> ReadFrom(Position from, std::size_t count_max,
                                            std::size_t bytes_max) const;
  Result<std::size_t> ReadEach(Position from, std::size_t count_max, std::size_t bytes_max,
                               const TakeEntry& take) const;

  /// `once` is for whoever reads on for long, and does not come back: the cache is left to others.
  Scan NewScan(bool once = false) const;

  /// As JournalCopies::Add, of this journal. May be called while it is written to.
  Result<std::uint32_t> CopyTo(JournalCopies& copies, const std::function<bool()>& go_on) const;

  /// The first position below `size` that was recorded at `time` or later; `size` if none was.
  Result<Position> FirstRecordedFrom(Instant time, Position size) const;

  /// One after a subject's last revision: 0 when it has no stream.
  Result<Revision> NextRevision(std::string_view subject) const {
    return index_->NextRevision(subject);
  }
  Result<std::vector<StreamEntry>> ReadStream(std::string_view subject, Revision from,
                                              std::size_t count_max) const {
    return index_->ReadStream(subject, from, count_max);
  }

  /// The positions of these events, in their order.
  Result<std::vector<std::optional<Position>>> FindKeys(const std::vector<EventKey>& keys) const {
    return index_->FindKeys(keys);
  }

  /// The positions of all events whose key begins with `prefix`, of at least 8 bytes; ascending.
  Result<std::vector<Position>> FindKeyPrefix(std::string_view prefix) const {
    return index_->FindKeyPrefix(prefix);
  }

 private:
  Journal(std::unique_ptr<rocksdb::Env> disk, std::unique_ptr<rocksdb::DB> db,
          std::vector<rocksdb::ColumnFamilyHandle*> families);
  Result<void> CheckFormat();
  Result<void> CheckPositions() const;
  Result<void> UpgradeFormat();
  Result<bool> IsIndexToBeMadeAnew(bool whole, Position stored) const;
  Result<void> ForgetIndex();
  Result<void> LoadIndex(Position stored, bool anew);
  std::unique_ptr<rocksdb::Iterator> NewIterator(keys::Family family, bool once = false) const;

  std::unique_ptr<rocksdb::Env> disk_;  // outlives db_
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // owned; destroyed before db_
  std::unique_ptr<JournalIndex> index_;                 // uses both
  RecentEntries recent_;
  std::uint32_t format_ = keys::kJournalFormat;  // another: to be upgraded
  bool settled_ = false;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_JOURNAL_H_
