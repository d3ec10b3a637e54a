// The one way anything is derived from the book: a thread that reads it in order, from where it
// left off, and stores what it makes of it together with how far it has come.

#ifndef DAYBOOK_LOG_FOLLOWER_H_
#define DAYBOOK_LOG_FOLLOWER_H_

#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "log/derived_store.h"
#include "log/watermark.h"

namespace daybook {

/// Follows the book's head. Pulls: the writer never waits for it. Its position is in the same
/// batch as what it derived, so a kill between any two instructions loses or repeats nothing.
/// On a full disk it waits for room. When its fold or its store fails otherwise it stops, says so
/// by `failure`, and the book goes on.
class Follower {
 public:
  /// Entries from a position on (Book::ReadFrom).
  using Read = std::function<Result<std::vector<std::string>>(Position from, std::size_t count_max,
                                                              std::size_t bytes_max)>;
  /// Derives from consecutive entries, the first of them at `from`, into `batch`. Called again
  /// with the same ones when the disk was full.
  using Fold = std::function<Result<void>(Position from, std::span<const std::string> entries,
                                          DerivedStore::Batch& batch)>;

  /// Told of each new position, on the follower's thread; must be brief.
  using OnPosition = std::function<void(Position position)>;

  /// Everything passed by reference must outlive this. Starts at once, at `store.position()`.
  Follower(std::string name, Watermark& head, Read read, DerivedStore& store, Fold fold,
           OnPosition on_position = {});
  ~Follower();  ///< Stops.

  /// Stops following after the batch in hand. Idempotent, of one thread.
  void Stop();

  const std::string& name() const { return name_; }

  /// How many events are folded and stored. Its lag is the head's value less this.
  Watermark& position() { return position_; }

  /// Why it stopped, or nothing while it is well. Thread-safe.
  std::optional<Error> failure() const;

 private:
  void Run(const std::stop_token& stop);
  Result<void> CheckStart() const;
  Result<void> Step(Position from);
  Result<void> WaitForRoom(const std::stop_token& stop);

  const std::string name_;
  Watermark& head_;
  const Read read_;
  DerivedStore& store_;
  const Fold fold_;
  const OnPosition on_position_;
  Watermark position_;

  mutable std::mutex mutex_;
  std::optional<Error> failure_;  // guarded by mutex_

  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_FOLLOWER_H_
