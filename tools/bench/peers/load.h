// What is asked of a peer, and what came of it.

#ifndef DAYBOOK_TOOLS_BENCH_PEERS_LOAD_H_
#define DAYBOOK_TOOLS_BENCH_PEERS_LOAD_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "daybook/error.h"

namespace daybook::bench {

using Clock = std::chrono::steady_clock;

/// Appends, by so many writers at once, each of whom waits for the answer to one commit before
/// it sends the next.
struct Load {
  std::string where;  ///< HOST:PORT, a connection string, or a directory: as the peer has it.
  std::string token;  ///< For Daybook; "": none is sent.
  std::size_t writers = 1;
  std::size_t batch = 1;                       ///< Events in one commit.
  std::chrono::duration<double> warm_up{0.5};  ///< Passes before anything is counted.
  std::chrono::duration<double> measured{3};
  std::size_t events_max = 0;           ///< Ends after so many, warmed up or not; 0: by time alone.
  std::size_t stored = 1;               ///< Events that are there already, for whoever reads.
  std::function<void()> ready = [] {};  ///< Called once all are connected, before anything is sent.
};

/// What was counted. Thread-safe only in that each thread may have its own, and add them.
class Measured {
 public:
  explicit Measured(const Load& load)
      : from_(Clock::now() + std::chrono::duration_cast<Clock::duration>(load.warm_up)),
        to_(from_ + std::chrono::duration_cast<Clock::duration>(load.measured)) {}

  bool over(Clock::time_point now) const { return now >= to_; }

  /// A commit of `events` events that was sent at `begun` is answered now.
  void Answered(std::size_t events, Clock::time_point begun, Clock::time_point now) {
    sent_ += events;
    if (now < from_ || now >= to_) return;
    counted_ += events;
    seconds_.push_back(std::chrono::duration<float>(now - begun).count());
  }

  void Add(const Measured& other) {
    sent_ += other.sent_;
    counted_ += other.counted_;
    seconds_.insert(seconds_.end(), other.seconds_.begin(), other.seconds_.end());
  }

  std::size_t sent() const { return sent_; }
  std::size_t counted() const { return counted_; }

  /// How long the answer to one commit took that was slower than this part of all; 0 if none came.
  double Quantile(double part);

 private:
  Clock::time_point from_, to_;
  std::size_t sent_ = 0;
  std::size_t counted_ = 0;
  std::vector<float> seconds_;
};

/// The peers. Each appends as `load` says, and gives what it counted.
Result<Measured> RunDaybook(const Load& load);
Result<Measured> RunBook(const Load& load);
Result<Measured> RunRedis(const Load& load);
Result<Measured> RunRedisIndexed(const Load& load);
Result<Measured> RunNats(const Load& load);
Result<Measured> RunPostgres(const Load& load);
Result<Measured> RunSqlite(const Load& load);
/// With what a commit writes, and with what follows from it, too.
Result<Measured> RunRocksCommit(const Load& load);
Result<Measured> RunRocksAll(const Load& load);
/// A file that is appended to and synced: what the disk itself takes.
Result<Measured> RunFile(const Load& load);

}  // namespace daybook::bench

#endif  // DAYBOOK_TOOLS_BENCH_PEERS_LOAD_H_
