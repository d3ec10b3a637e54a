// The book: an append-only log of events in a directory, in process.
//
//   auto book = daybook::Book::Open("/var/lib/daybook");
//   auto draft = daybook::MakeDraft({.id = "1", .source = "/demo", .type = "door.opened",
//                                    .subject = "door/front"});
//   auto appended = (*book)->Append({.drafts = {*draft}});   // durable once this returns

#ifndef DAYBOOK_LOG_H_
#define DAYBOOK_LOG_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"

namespace rocksdb {
class Env;
}

namespace daybook {

/// Who appends, proven by whoever lets them in. Stamped on each event as `authtype`, `authid`
/// (CloudEvents' auth context).
struct Author {
  std::string type = "unauthenticated";
  std::string id;  ///< Left out of the stamp when empty.
};

/// What a writer expects of a subject when its commit is decided.
struct Expectation {
  enum class Kind : std::uint8_t { kNoStream, kAnyStream, kRevision };
  std::string subject;
  Kind kind = Kind::kRevision;
  Revision revision = 0;  ///< For kRevision: of the last event in the stream.
};

/// One append: all of it or nothing, across subjects.
struct Commit {
  std::vector<Draft> drafts;
  std::vector<Expectation> expectations = {};
  Author author = {};
  /// History told afterwards, from documents or another system: stamped as such, for ever.
  bool imported = false;
};

using AppendResult = Result<std::vector<Appended>>;
using AppendDone = std::move_only_function<void(AppendResult)>;

struct BookOptions {
  /// Commits that may wait for the commit thread; one more is refused as kBusy.
  std::size_t queue_commits_max = 8'192;
  /// Bytes that may wait, in the same way.
  std::size_t queue_bytes_max = 64 * 1024 * 1024;
  /// Bytes one synced group may carry. Larger gains nothing: syncing is already amortised.
  std::size_t group_bytes_max = 8 * 1024 * 1024;
  /// Appending stops, reading goes on, while the file system has less room than this: RocksDB
  /// needs room to flush and compact what is already acknowledged.
  std::uint64_t disk_reserve_bytes = 256 * 1024 * 1024;
  /// With less room than this there is a warning (Book::disk), before appending stops: three
  /// quarters of an hour before, at a thousand events a second.
  std::uint64_t disk_warn_bytes = 1024 * 1024 * 1024;
  /// The bytes that the file system of a directory has free; the machine's when null. Asked at
  /// most once a second while there is plenty, and by one thread at a time.
  std::function<Result<std::uint64_t>(const std::filesystem::path&)> free_bytes = {};
  /// Memory for uncompressed blocks read from disk.
  std::size_t cache_bytes = 64 * 1024 * 1024;
  /// Of so many events, and twice as many at most, the rows of streams and ids are in memory before
  /// they are stored: some 200 bytes each.
  std::size_t rows_in_memory = 1 << 16;
  /// The book's name for ever: the checkpoints' origin and the key's name, by custom a URL
  /// without its scheme. Used when the book is made; empty, a name of its own is made up.
  std::string origin = {};
  /// A file with the book's signing key that is only read, such as a credential of systemd's; the
  /// keys cannot be changed then. Empty: the key is kept in the book's directory, and made there
  /// when the book is.
  std::filesystem::path signing_key = {};
  /// A reason to go on from a book that has lost events that were acknowledged, which Open
  /// refuses otherwise. It is put on record, as an event on `book/control`.
  std::string accept_rollback = {};
  /// A reason to give the book a new signing key. It is put on record with both keys, as an event
  /// on `book/control`, and from then on both sign. At most one of this and `retire_key`.
  std::string rotate_key = {};
  /// A reason to end that: the key that was replaced signs no more. Put on record likewise.
  std::string retire_key = {};
  /// Where recorded times come from.
  std::function<Instant()> clock = [] {
    return std::chrono::time_point_cast<std::chrono::microseconds>(
        std::chrono::system_clock::now());
  };
  /// The disk its stores are on, which must outlive the book; the machine's when null. Small files
  /// (keys, the last checkpoint) are always on the machine's.
  rocksdb::Env* env = nullptr;
};

/// Whether the book takes appends.
struct WriteState {
  bool writable = true;
  ErrorCode code = ErrorCode::kStopped;  ///< If not writable: kNoSpace, kStopped or kIo.
  std::string reason;                    ///< A sentence for the operator.
};

/// The room on the book's disk, as of at most a second ago.
struct DiskState {
  std::optional<std::uint64_t> free_bytes;  ///< Nothing when the system cannot tell.
  std::uint64_t reserve_bytes = 0;          ///< With less, nothing is appended.
  std::uint64_t warn_bytes = 0;             ///< With less, there is a warning.
  std::string warning;  ///< A sentence for the operator, until there is an eighth more; or "".
};

/// One line of a stream: where a subject's revision is.
struct StreamEntry {
  Revision revision = 0;
  Position position = 0;
};

/// What a search asks for. Every filter that is set must hold; the default asks for everything.
struct Query {
  std::optional<std::string> type;
  std::optional<std::string> kind;  ///< The subject's part before the slash.
  std::optional<std::string> subject;
  std::optional<std::string> actor;  ///< `authid` or `onbehalfof`.
  std::optional<std::string> text;   ///< In the entry, ASCII letters in either case.
  std::optional<Instant> from, to;   ///< Occurred: from ≤ time < to.
  std::optional<Instant> recorded_from, recorded_to;  ///< Recorded, likewise.
  /// By position, or by (occurred, position); an event without a time occurred when recorded.
  enum class Order : std::uint8_t { kRecorded, kOccurred } order = Order::kRecorded;
  bool descending = false;

  bool operator==(const Query&) const = default;
};

/// Where a search goes on: the last event it returned or passed over.
struct SearchMark {
  Position position = 0;
  Instant occurred{};  ///< Used when ordered by occurrence.
};

struct Found {
  Position position = 0;
  std::string entry;
};

/// Takes entries one by one; `entry` is gone once it returns. Whoever gives them stops when it
/// fails, and fails with the same.
using TakeEntry = std::function<Result<void>(Position position, std::string_view entry)>;

/// Where a page of a search ends: `next` is set when there may be more.
struct PageEnd {
  std::optional<SearchMark> next;
  Position size = 0;  ///< Events in the book that this answer stands on.
};

/// One page of a search. It may be short, even empty, before the end: a page looks at a bounded
/// number of entries.
struct Page : PageEnd {
  std::vector<Found> found;
};

struct PageLimits {
  std::size_t entries = 100;
  std::size_t bytes = 1024 * 1024;  ///< Stops after the entry that crosses it.
  std::size_t examined = 100'000;   ///< Entries looked at.
  bool all_pages = false;           ///< All of them are wanted, once: nothing is cached.
};

/// Counts since the book was opened.
struct BookStats {
  std::uint64_t groups = 0;   ///< Synced writes.
  std::uint64_t commits = 0;  ///< Commits accepted in them.
  std::uint64_t events = 0;   ///< Events in them.
  std::uint64_t busy = 0;     ///< Commits refused because the queue was full.
  std::uint64_t queued = 0;   ///< Commits that wait now.
};

/// Below a book's directory, where whoever derives something from the book keeps it: removing it
/// is safe, and done when a rollback is accepted.
inline constexpr std::string_view kDerivedDirectory = "derived";

class Follower;
class Journal;
class JournalCopies;
class Published;
class Sequencer;
class SearchIndex;
class SigningKeys;
class Watermark;

/// An open book. Thread-safe. Holds the directory's lock: one process, one Book per directory;
/// many books in one process. Must outlive every callback given to it.
class Book {
 public:
  /// Opens the book in `directory`, making it when it is not there. Fails with kCorrupt when
  /// stored bytes were damaged (a torn last write is not damage: it was never acknowledged), and
  /// with kUnsupported for a format this version does not know.
  static Result<std::unique_ptr<Book>> Open(const std::filesystem::path& directory,
                                            BookOptions options = {});
  ~Book();  ///< Finishes the commits that were accepted, then closes.

  Book(const Book&) = delete;
  Book& operator=(const Book&) = delete;

  /// Appends and waits. When it returns a value, every event is on disk (synced) at the position
  /// answered. When it returns kStopped the outcome of this commit is unknown until the book is
  /// opened again: append it again then, with the same ids.
  AppendResult Append(Commit commit);

  /// The same without waiting: `done` is called once, with the same promise, on the commit
  /// thread (it must be brief, and must not call Append, StopAppending or the destructor) or, when
  /// the commit is refused at once, on this one.
  void AppendAsync(Commit commit, AppendDone done);

  /// Has the commit thread call `answer`, which must be brief, before it begins another group:
  /// whoever waits for it learns that the thread goes on. Not called once the book is closed.
  void AskCommitThread(std::function<void()> answer);

  /// Stops accepting appends, and waits for those accepted. Idempotent.
  void StopAppending();

  WriteState write_state() const;
  DiskState disk() const;
  BookStats stats() const;

  /// Events in the book; the last one's position is one less. Never goes down.
  Position size() const;

  /// The size of the book as it grows, and who keeps the search index up to it.
  Watermark& head() const;
  Follower& indexer() const;

  /// The exact bytes of one entry, or kNotFound.
  Result<std::string> Read(Position position) const;

  /// Consecutive entries from `from`: at most `count_max`, and stopping after the one that
  /// crosses `bytes_max`. Empty at the end of the book.
  Result<std::vector<std::string>> ReadFrom(Position from, std::size_t count_max,
                                            std::size_t bytes_max) const;

  /// The same, without a copy of each. Returns how many there were.
  Result<std::size_t> ReadEach(Position from, std::size_t count_max, std::size_t bytes_max,
                               const TakeEntry& take) const;

  /// How many events of the book were recorded at `time` or before.
  Result<Position> SizeAt(Instant time) const;

  /// Positions of the events with this id, one per source; with `source`, of that one alone.
  /// Empty if there is none.
  Result<std::vector<Position>> FindId(std::string_view id, std::string_view source = {}) const;

  /// The position of each of these events, or nothing for one that is not in the book.
  Result<std::vector<std::optional<Position>>> FindKeys(const std::vector<EventKey>& keys) const;

  /// A subject's stream from a revision on. Empty when there is nothing (more).
  Result<std::vector<StreamEntry>> ReadStream(std::string_view subject, Revision from,
                                              std::size_t count_max) const;

  /// The signed checkpoint of all that is durable (C2SP tlog-checkpoint).
  std::string checkpoint() const;

  /// The key that verifies the checkpoints (C2SP signed-note): give it to whoever shall check.
  std::string verifier_key() const;

  /// That key and, while a rotation lasts, the one it replaces: each verifies every checkpoint.
  std::vector<std::string> verifier_keys() const;

  /// A receipt: the entry at `position` and the proof that it is in the book as of the present
  /// checkpoint (C2SP tlog-proof). What was issued stays valid for ever.
  Result<std::string> Receipt(Position position) const;

  /// The same as of another checkpoint of this book, perhaps with further signatures. kNotFound
  /// when the entry is not in it.
  Result<std::string> Receipt(Position position, std::string checkpoint) const;

  /// Hashes (32 bytes each) that prove that the book of `size` events begins with the book of
  /// `old_size` (RFC 6962, 2.1.2). kNotFound for a size the book does not have.
  Result<std::vector<std::string>> ProveConsistency(Position old_size, Position size) const;

  /// A tile of hashes or a bundle of entries by its path after `tile/`, as in `0/x001/234.p/5`
  /// or `entries/000` (C2SP tlog-tiles). kNotFound for one the book does not have.
  Result<std::string> ReadTile(std::string_view path) const;

  /// Revision of a subject's last event, or nothing when it has none.
  Result<std::optional<Revision>> LastRevision(std::string_view subject) const;

  /// One page of a search, as the index stands: wait for `indexer().position()` to reach what must
  /// be seen.
  Result<Page> Search(const Query& query, const std::optional<SearchMark>& after,
                      const PageLimits& limits = {}) const;

  /// The same, without a copy of each entry that is found.
  Result<PageEnd> SearchEach(const Query& query, const std::optional<SearchMark>& after,
                             const PageLimits& limits, const TakeEntry& take) const;

  /// Adds a copy of the journal as it is at a moment during this call, and gives its number
  /// (log/journal_copies.h). Appending goes on. `go_on` saying no ends it, with kIo.
  Result<std::uint32_t> CopyJournal(JournalCopies& copies,
                                    const std::function<bool()>& go_on) const;

 private:
  Book();

  // Destroyed from the last to the first: who uses comes after what is used.
  std::unique_ptr<Watermark> head_;
  std::unique_ptr<Journal> journal_;
  std::unique_ptr<Published> published_;
  std::unique_ptr<SigningKeys> keys_;
  std::unique_ptr<SearchIndex> index_;
  std::unique_ptr<Follower> indexer_;
  std::unique_ptr<Sequencer> sequencer_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_H_
