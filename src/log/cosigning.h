// Having the book's checkpoints cosigned by the witnesses of a policy.
//
// A round has one checkpoint cosigned. It begins when the book has grown, at most once an interval,
// and ends when the quorum is reached, when every witness has answered or failed, or after a time;
// so the witnesses sign the same checkpoint, however fast the book grows, and one that stalls
// holds up nobody for longer than that. Appending waits for none of it.

#ifndef DAYBOOK_LOG_COSIGNING_H_
#define DAYBOOK_LOG_COSIGNING_H_

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "daybook/log.h"
#include "log/ask_witness.h"
#include "tree/policy.h"

namespace daybook {

struct CosigningOptions {
  tree::Policy policy;
  CarryToWitness carry;
  /// Where the newest checkpoint that the quorum cosigned is kept, for the next start.
  std::filesystem::path file;
  /// From the beginning of a round to that of the next, at least: a cosignature a second says
  /// as much as a hundred.
  std::chrono::milliseconds interval{1'000};
  /// How long a round waits for witnesses that do not answer.
  std::chrono::milliseconds round_timeout{5'000};
  /// Until a witness that failed is asked again: doubled each time, up to a minute.
  std::chrono::milliseconds retry{1'000};
  std::chrono::milliseconds retry_max{60'000};
};

/// How one witness does.
struct WitnessState {
  std::string name;
  std::uint64_t size = 0;               ///< Of the newest checkpoint it cosigned; 0 for none.
  std::optional<Instant> confirmed_at;  ///< When that was; nothing since the start.
  std::uint64_t failures = 0;           ///< Since the start.
  std::string failure;                  ///< Why the last try failed; "" when it did not.
};

struct CosigningState {
  std::vector<WitnessState> witnesses;
  std::uint64_t size = 0;  ///< Of the newest checkpoint that the quorum cosigned; 0 for none.
  bool reached = true;     ///< False when the last round ended without the quorum.
  std::string failure;     ///< Why that checkpoint could not be kept on disk; "" when it is.
};

/// Runs from Start to destruction: a thread for the rounds, and one for each witness. Thread-safe.
class Cosigning {
 public:
  /// The book must outlive it. What was kept by an earlier run is served at once. Fails when the
  /// kept file cannot be read.
  static Result<std::unique_ptr<Cosigning>> Start(const Book& book, CosigningOptions options);
  ~Cosigning();  ///< Cuts off the requests in hand.

  Cosigning(const Cosigning&) = delete;
  Cosigning& operator=(const Cosigning&) = delete;

  /// The checkpoint of all that is durable, with the cosignatures it has so far, if any.
  std::string Newest() const;

  /// The newest checkpoint that the quorum cosigned, with all cosignatures it has; "" if none is.
  std::string Cosigned() const;

  CosigningState state() const;

 private:
  using Clock = std::chrono::steady_clock;

  // A checkpoint and who cosigned it.
  struct Round {
    CosignTarget target;
    std::vector<tree::NoteSignature> cosignatures;

    std::string Note() const;
    bool IsBy(const tree::VerifierKey& witness) const;
  };
  struct Member {
    tree::Policy::Witness witness;
    WitnessState state;
    bool asking = false;
    std::chrono::milliseconds wait{};  // before the next try, after a failure
    Clock::time_point retry_at;
  };

  Cosigning(const Book& book, CosigningOptions options);

  void TakeKept(std::string_view text);
  void RunRounds(const std::stop_token& stop);
  bool Begin();
  void AwaitEnd(const std::stop_token& stop);
  void RunWitness(Member& member, const std::stop_token& stop);
  std::optional<CosignTarget> NextTarget(Member& member, const std::stop_token& stop);
  void Take(Member& member, const CosignTarget& target, const tree::NoteSignature& cosignature);
  std::optional<Round> Add(Member& member, const CosignTarget& target,
                           const tree::NoteSignature& cosignature);
  void TakeFailure(Member& member, const Error& error);
  bool HasQuorum(const Round& round) const;
  bool HasEnded() const;

  const Book& book_;
  const CosigningOptions options_;
  std::uint64_t begun_size_ = 0;  // owned by the thread of the rounds, once it runs

  std::mutex keeping_;  // one cosignature at a time is taken in and kept; before mutex_
  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<Round> round_;                    // guarded by mutex_, like all below
  std::optional<Round> cosigned_;                 // the newest with the quorum
  std::vector<std::unique_ptr<Member>> members_;  // the pointers and keys never change
  bool reached_ = true;
  std::string keeping_failure_;

  std::vector<std::jthread> threads_;  // last: they use all of the above
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_COSIGNING_H_
