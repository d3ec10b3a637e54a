// The one writer of a book: it puts commits in order, a group of them at a time.

#ifndef DAYBOOK_LOG_SEQUENCER_H_
#define DAYBOOK_LOG_SEQUENCER_H_

#include <atomic>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "daybook/log.h"
#include "log/disk_room.h"
#include "log/group.h"
#include "log/journal.h"
#include "log/published.h"
#include "log/signing_keys.h"
#include "log/watermark.h"

namespace daybook {

/// A bounded queue and the commit thread, which takes whatever has gathered while the last group
/// was being synced. Thread-safe. An answer means durable.
///
/// When a group cannot be written the state on disk is unknown, and nothing more is written
/// until the book is opened again; only a full disk is waited out, since then the journal can be
/// asked what it holds.
class Sequencer {
 public:
  /// Where it starts and what it writes to. What is referred to must outlive it.
  struct Start {
    Journal& journal;
    Journal::Head head;
    tree::Frontier frontier;  ///< Of the tree at `head`.
    const SigningKeys& keys;
    Published& published;
    Watermark& size;                  ///< Moved along as groups are durable.
    std::filesystem::path directory;  ///< On the disk whose room is watched.
  };
  Sequencer(Start start, const BookOptions& options);
  ~Sequencer();  ///< As Stop.

  /// As Book::AppendAsync.
  void Append(Commit commit, AppendDone done);

  /// As Book::AskCommitThread.
  void Ask(std::function<void()> answer);

  /// Refuses further commits, finishes those accepted, and ends the commit thread. Idempotent.
  void Stop();

  /// The signed checkpoint of all that is durable. It covers whatever the size told before.
  std::string checkpoint() const;

  WriteState state() const;
  DiskState disk() const;
  BookStats stats() const;

 private:
  using Clock = std::chrono::steady_clock;

  struct Pending {
    Commit commit;
    AppendDone done;
    std::size_t bytes = 0;
  };

  void Run();
  void SyncPublished();
  std::vector<Pending> TakePending();
  void AnswerAsked(std::unique_lock<std::mutex>& lock);
  void CommitGroup(std::vector<Pending> pending);
  Result<void> Recover();
  Result<std::vector<AppendResult>> WriteGroup(const std::vector<Pending>& pending);
  Result<void> WriteLines(const Group& group);
  void HaltFor(const Error& error);
  std::optional<Error> halted() const;

  Journal& journal_;
  const SigningKeys& keys_;
  Published& published_;
  Watermark& size_;
  const BookOptions options_;
  mutable DiskRoom room_;

  mutable std::mutex mutex_;
  std::condition_variable gathered_;
  std::deque<Pending> queue_;                 // guarded by mutex_
  std::size_t queue_bytes_ = 0;               // guarded by mutex_
  std::vector<std::function<void()>> asked_;  // guarded by mutex_
  bool stopping_ = false;                     // guarded by mutex_
  std::optional<Error> halted_;               // guarded by mutex_; set once, never cleared

  std::string checkpoint_;  // guarded by mutex_

  // Owned by the commit thread.
  Journal::Head head_;
  tree::Frontier frontier_;
  RevisionCache revisions_;
  Clock::time_point published_due_;  // when published_ may be synced again
  bool disk_filled_up_ = false;      // a group failed for want of room: the journal must be resumed

  std::atomic<std::uint64_t> groups_ = 0;
  std::atomic<std::uint64_t> commits_ = 0;
  std::atomic<std::uint64_t> busy_ = 0;
  const Position size_at_start_;

  std::once_flag joined_;
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_SEQUENCER_H_
