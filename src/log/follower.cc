#include "log/follower.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace daybook {
namespace {

// What one batch may take of the book: enough to make its write cheap, little enough to keep in
// memory and to stop soon.
constexpr std::size_t kBatchEvents = 1'000;
constexpr std::size_t kBatchBytes = 1024 * 1024;

// How long events gather after the first that came: a batch of a few costs as much as one of many,
// and takes the processor from those who wait for their own events to be written.
constexpr std::chrono::milliseconds kGathering{5};

}  // namespace

Follower::Follower(std::string name, Watermark& head, Read read, DerivedStore& store, Fold fold,
                   OnPosition on_position)
    : name_(std::move(name)),
      head_(head),
      read_(std::move(read)),
      store_(store),
      fold_(std::move(fold)),
      on_position_(std::move(on_position)),
      position_(store.position().value_or(0)),  // if it cannot be read, CheckStart says so
      thread_([this](const std::stop_token& stop) { Run(stop); }) {}

Follower::~Follower() { Stop(); }

void Follower::Stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

std::optional<Error> Follower::failure() const {
  const std::scoped_lock lock(mutex_);
  return failure_;
}

void Follower::Run(const std::stop_token& stop) {
  Result<void> step = CheckStart();
  while (step && !stop.stop_requested()) {
    const Position next = position_.value();
    if (head_.value() <= next) {
      head_.WaitFor(next + 1, std::chrono::hours(1), stop);
      head_.WaitFor(next + kBatchEvents, kGathering, stop);
      continue;
    }
    step = Step(next);
    if (!step && step.error().code == ErrorCode::kNoSpace) step = WaitForRoom(stop);
  }
  if (step) return;
  const std::scoped_lock lock(mutex_);
  failure_ = step.error();
}

Result<void> Follower::CheckStart() const {
  const Result<Position> position = store_.position();
  if (!position) return std::unexpected(position.error());
  if (*position > head_.value()) {
    return Fail(ErrorCode::kCorrupt,
                fmt::format("What {} derived stands on {} events, the book has {}: it is of "
                            "another book, or the book lost some. If the book is right, remove "
                            "the directory and it is made anew.",
                            name_, *position, head_.value()));
  }
  return {};
}

Result<void> Follower::Step(Position from) {
  // What is written but not published yet can be read already: the head is the bound.
  const std::size_t count = std::min<std::size_t>(kBatchEvents, head_.value() - from);
  const Result<std::vector<std::string>> entries = read_(from, count, kBatchBytes);
  if (!entries) return std::unexpected(entries.error());
  if (entries->empty()) {
    return Fail(ErrorCode::kCorrupt, fmt::format("The book has no entry at position {}.", from));
  }
  DerivedStore::Batch batch;
  if (auto folded = fold_(from, *entries, batch); !folded) return folded;
  const Position position = from + entries->size();
  if (auto written = store_.Write(std::move(batch), position); !written) return written;
  position_.Advance(position);
  if (on_position_) on_position_(position);
  return {};
}

Result<void> Follower::WaitForRoom(const std::stop_token& stop) {
  Watermark never;
  Result<void> resumed = store_.Resume();
  while (!resumed && resumed.error().code == ErrorCode::kNoSpace && !stop.stop_requested()) {
    never.WaitFor(1, std::chrono::seconds(1), stop);
    resumed = store_.Resume();
  }
  return resumed;
}

}  // namespace daybook
