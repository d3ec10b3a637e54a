#include "replay/live.h"

#include <algorithm>
#include <utility>

#include "replay/in_order.h"

namespace daybook::replay {
namespace {

using std::chrono::milliseconds;

// How often it is looked whether the programme has stopped, while it is waited for.
constexpr milliseconds kLookEvery{500};

Instant WallClock() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

// One core is left to those who ask.
unsigned ThreadsBesideAnswers() { return std::max(1U, AllThreads() - 1); }

}  // namespace

std::optional<milliseconds> LiveState::left() const {
  const double share = progress.share();
  if (phase != Phase::kRunning || share <= 0) return std::nullopt;
  const double all = static_cast<double>(took.count()) / share;
  return milliseconds(static_cast<std::int64_t>(all)) - took;
}

LiveReplay::LiveReplay(const Book& book, projection::Programme& programme)
    : book_(book), programme_(programme) {
  state_.since = WallClock();
}

LiveReplay::~LiveReplay() = default;

Result<void> LiveReplay::Start() {
  const std::scoped_lock lock(mutex_);
  if (state_.phase == LiveState::Phase::kRunning) {
    return Fail(ErrorCode::kConflict, "A replay is running; it is told of by GET /v1/replay.");
  }
  LiveState begun;
  begun.phase = LiveState::Phase::kRunning;
  begun.size = book_.size();
  begun.since = state_.since;
  state_ = std::move(begun);
  started_ = Clock::now();
  // The thread before it, if there was one, has nothing more to do than to end.
  thread_ = std::jthread([this](const std::stop_token& stop) { Work(stop); });
  return {};
}

LiveState LiveReplay::state() const {
  const std::scoped_lock lock(mutex_);
  LiveState state = state_;
  if (state.phase == LiveState::Phase::kRunning) {
    state.took = std::chrono::duration_cast<milliseconds>(Clock::now() - started_);
  }
  return state;
}

void LiveReplay::Work(const std::stop_token& stop) {
  const Run run{.threads = ThreadsBesideAnswers(),
                .on_progress =
                    [this](const Progress& progress) {
                      const std::scoped_lock lock(mutex_);
                      state_.progress = progress;
                    },
                .stop = stop};
  Result<Outcome> outcome = Replay(state().size, run);
  const std::scoped_lock lock(mutex_);
  state_.took = std::chrono::duration_cast<milliseconds>(Clock::now() - started_);
  state_.ended = WallClock();
  state_.phase = outcome ? LiveState::Phase::kDone : LiveState::Phase::kFailed;
  if (outcome) {
    state_.outcome = *std::move(outcome);
  } else {
    state_.failure = std::move(outcome.error());
  }
}

Result<Outcome> LiveReplay::Replay(Position size, const Run& run) {
  const auto room = programme_.MakeRoom();
  if (!room) return std::unexpected(room.error());
  auto rebuilt = Rebuild(book_, size, *room, run);
  if (!rebuilt) return std::unexpected(std::move(rebuilt.error()));
  Outcome outcome;
  if (auto compared = Compare(**rebuilt, size, run, outcome); !compared) {
    (*rebuilt)->Retire();
    return std::unexpected(std::move(compared.error()));
  }
  if (auto replaced = programme_.Replace(*std::move(rebuilt)); !replaced) {
    return std::unexpected(std::move(replaced.error()));
  }
  outcome.size = programme_.position().value();
  return outcome;
}

// The programme may be behind the book, and goes on meanwhile: the rebuilt views follow it to where
// it stood when its views were looked at.
Result<void> LiveReplay::Compare(projection::KeptLedger& rebuilt, Position size, const Run& run,
                                 Outcome& outcome) {
  while (!programme_.position().WaitFor(size, kLookEvery, run.stop)) {
    if (auto told = run.Tell({Stage::kComparing, 0, size}); !told) return told;
    const auto failure = programme_.failure();
    if (!failure) continue;
    outcome.remark =
        "They were not compared, since the old ones had stopped following: " + failure->detail;
    return {};
  }
  auto stored = programme_.snapshot();
  if (!stored) return std::unexpected(std::move(stored.error()));
  if (auto posted = rebuilt.PostUpTo(book_, stored->position); !posted) return posted;
  auto difference = FirstDifference(std::move(stored->cursor), rebuilt.store().NewCursor(),
                                    stored->position, run);
  if (!difference) return std::unexpected(std::move(difference.error()));
  outcome.compared = stored->position;
  outcome.difference = *std::move(difference);
  return {};
}

}  // namespace daybook::replay
