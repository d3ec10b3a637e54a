#include "faults/schedule.h"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <ostream>

#include "support/books.h"

namespace daybook::faults {
namespace {

using Kind = Step::Kind;

constexpr std::int64_t kStart = 1'767'225'600'000'000;  // the beginning of 2026

std::string SubjectOf(std::uint32_t number) { return fmt::format("case/{}", number % 3); }

}  // namespace

std::ostream& operator<<(std::ostream& out, const Step& step) {
  static constexpr std::array<std::string_view, Step::kKinds> kNames{
      "append", "burst", "repeat", "taken id",    "expect",       "arm",   "heal", "kill",
      "cut",    "close", "keys",   "flip a read", "flip at rest", "clock", "check"};
  return out << kNames.at(static_cast<std::size_t>(step.kind)) << ' ' << step.a << ' ' << step.b;
}

Schedule::Schedule() : disk_(directory_ / "disk"), env_(disk_), now_(kStart) {
  Require(Open(Options()), "a new book can be made");
}

Schedule::~Schedule() {
  disk_.Stop();
  book_.reset();
}

BookOptions Schedule::Options() {
  return {.disk_reserve_bytes = 0,
          .rows_in_memory = 16,
          .clock = [this] { return Instant(std::chrono::microseconds(now_ += 1000)); },
          .env = &env_};
}

void Schedule::Take(const Step& step) {
  const auto [kind, a, b] = step;
  BookOptions options = Options();
  switch (kind) {
    case Kind::kAppend:
      Append(NewCommit(a, b));
      return;
    case Kind::kBurst:
      return Burst(a, b);
    case Kind::kRepeat:
      return Repeat(a, b);
    case Kind::kTakenId:
      return TakenId(a);
    case Kind::kExpect:
      return Expect(a, b);
    case Kind::kArm:
      return Arm(a, b);
    case Kind::kHeal:
      return Heal();
    case Kind::kKill:
      return Restart(false, {}, options);
    case Kind::kCut:
      return Restart(false, a, options);
    case Kind::kClose:
      return Restart(true, {}, options);
    case Kind::kKeys:
      // Now and then one that is not due, and is refused.
      (book_->verifier_keys().size() + a % 8 / 7 == 1 ? options.rotate_key : options.retire_key) =
          "A drill";
      return Restart(true, {}, options);
    case Kind::kFlipRead:
      return FlipRead(a, b);
    case Kind::kFlipAtRest:
      return FlipAtRest(a, b);
    case Kind::kClock:
      now_ += (static_cast<std::int64_t>(a % 100) - 50) * 1'000'000'000;
      return;
    case Kind::kCheck:
      return CheckAll();
  }
}

void Schedule::End() {
  Restart(false, 1, Options());
  CheckAll();
}

Draft Schedule::NewDraft(std::uint32_t a) {
  const int number = ++sent_;
  // Some are larger than a block of the write-ahead log.
  const std::size_t length = a % 11 == 0 ? 40'000 : 10 + a % 300;
  return testing::MakeEvent(fmt::format("e{}", number), SubjectOf(a),
                            fmt::format("\"{}\"", std::string(length, 'x')));
}

Commit Schedule::NewCommit(std::uint32_t a, std::uint32_t b) {
  Commit commit;
  for (std::uint32_t i = 0; i <= b % 4; ++i) commit.drafts.push_back(NewDraft(a + i));
  return commit;
}

void Schedule::AfterAppend(const AppendResult& answer) {
  if (!answer && answer.error().code == ErrorCode::kStopped) left_open_ = true;
  // Without a fault nothing may be refused for the disk's sake.
  if (!answer && answer.error().code != ErrorCode::kConflict &&
      answer.error().code != ErrorCode::kWrongRevision) {
    Require(disk_.harmed() || flipped_,
            "an append on a disk that is well: " + answer.error().detail);
  }
  if (answer && left_open_ && book_->write_state().writable) {
    model_.Settle(*book_);  // there is room again: what failed for want of it is settled
    left_open_ = false;
  }
}

AppendResult Schedule::Append(Commit commit) {
  const AppendResult answer = book_->Append(commit);
  model_.Answered(commit, answer);
  AfterAppend(answer);
  return answer;
}

void Schedule::Burst(std::uint32_t a, std::uint32_t b) {
  std::vector<Commit> commits;
  for (std::uint32_t i = 0; i < 2 + b % 5; ++i) commits.push_back(NewCommit(a + i, b + i));
  std::vector<std::optional<AppendResult>> answers(commits.size());
  std::mutex mutex;
  std::condition_variable answered;
  std::size_t left = commits.size();
  for (std::size_t i = 0; i < commits.size(); ++i) {
    book_->AppendAsync(commits[i], [&, i](AppendResult result) {
      const std::scoped_lock lock(mutex);
      answers[i] = std::move(result);
      if (--left == 0) answered.notify_one();
    });
  }
  {
    std::unique_lock lock(mutex);
    answered.wait(lock, [&] { return left == 0; });
  }
  for (std::size_t i = 0; i < commits.size(); ++i) model_.Answered(commits[i], *answers[i]);
  for (const auto& answer : answers) AfterAppend(*answer);
}

void Schedule::Repeat(std::uint32_t a, std::uint32_t b) {
  if (model_.stored().empty()) return;
  Commit commit{.drafts = {model_.stored()[a % model_.stored().size()]}};
  if (b % 2 == 1) commit.drafts.push_back(NewDraft(b));
  Append(std::move(commit));
}

void Schedule::TakenId(std::uint32_t a) {
  if (model_.stored().empty()) return;
  const Draft& taken = model_.stored()[a % model_.stored().size()];
  const Commit commit{
      .drafts = {NewDraft(a), testing::MakeEvent(taken.id, taken.subject, "\"another\"")}};
  const AppendResult answer = book_->Append(commit);
  Require(!answer, "an id is that of one event");
  // The event that has the id stays; the one sent beside the other is not stored.
  model_.Answered({.drafts = {commit.drafts.front()}}, answer);
  AfterAppend(answer);
}

void Schedule::Expect(std::uint32_t a, std::uint32_t b) {
  Commit commit = NewCommit(a, 0);
  model_.CheckEntries(*book_);
  const std::string subject = commit.drafts.front().subject;
  const Revision next = left_open_ ? 0 : model_.NextRevision(subject);
  const bool right = b % 2 == 0 && next > 0;
  commit.expectations = {{.subject = subject, .revision = right ? next - 1 : next + 1000}};
  const AppendResult answer = book_->Append(commit);
  Require(right || !answer, "an expectation that does not hold is not passed over");
  Require(!right || answer || answer.error().code != ErrorCode::kWrongRevision,
          "an expectation that holds is not refused");
  model_.Answered(commit, answer);
  AfterAppend(answer);
}

}  // namespace daybook::faults
