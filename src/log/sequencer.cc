#include "log/sequencer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "daybook/limits.h"
#include "event/text.h"
#include "tree/checkpoint.h"

namespace daybook {
namespace {

// What a power failure may leave the file outside the journal behind by. Syncing it costs as much
// as syncing a group: once a second, that is one group in hundreds.
constexpr std::chrono::seconds kPublishedSyncEvery{1};

constexpr std::size_t kAuthTypeBytes = 64;
constexpr std::size_t kAuthIdBytes = 256;

std::size_t SizeOf(const Commit& commit) {
  std::size_t bytes = 0;
  for (const Draft& draft : commit.drafts) bytes += draft.body.size() + limits::kStampBytes / 4;
  return bytes;
}

// What a request over the network cannot get wrong, but a program in process can.
Result<void> CheckCommit(const Commit& commit) {
  if (commit.drafts.empty()) return Fail(ErrorCode::kMalformed, "A commit without events.");
  if (commit.drafts.size() > limits::kCommitEvents) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("More than {} events in one commit.", limits::kCommitEvents));
  }
  for (const Draft& draft : commit.drafts) {
    if (draft.body.size() > limits::kEventBytes || !IsSubject(draft.subject)) {
      return Fail(ErrorCode::kMalformed, "A draft that was not made by the functions of event.h.");
    }
  }
  if (commit.author.type.empty() || commit.author.type.size() > kAuthTypeBytes ||
      commit.author.id.size() > kAuthIdBytes || !IsCloudEventsString(commit.author.type) ||
      !IsCloudEventsString(commit.author.id)) {
    return Fail(ErrorCode::kMalformed, "The author of a commit is empty or too long.");
  }
  return {};
}

tree::Note SignHead(const tree::Frontier& frontier, const SigningKeys& keys) {
  const tree::Checkpoint head{
      .origin = keys.name(), .size = frontier.size(), .root = frontier.Root()};
  return keys.Sign(head.Text());
}

Error Stopping() { return {ErrorCode::kStopped, "The book is being closed."}; }

}  // namespace

Sequencer::Sequencer(Start start, const BookOptions& options)
    : journal_(start.journal),
      keys_(start.keys),
      published_(start.published),
      size_(start.size),
      options_(options),
      room_({.reserve_bytes = options.disk_reserve_bytes, .warn_bytes = options.disk_warn_bytes},
            [directory = std::move(start.directory), ask = options.free_bytes] {
              return ask ? ask(directory) : FreeBytes(directory);
            }),
      checkpoint_(SignHead(start.frontier, start.keys).Text()),
      head_(start.head),
      frontier_(std::move(start.frontier)),
      size_at_start_(start.head.size),
      thread_([this] { Run(); }) {}

Sequencer::~Sequencer() { Stop(); }

void Sequencer::Stop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    gathered_.notify_all();
  }
  std::call_once(joined_, [this] { thread_.join(); });
}

void Sequencer::Append(Commit commit, AppendDone done) {
  if (auto checked = CheckCommit(commit); !checked) return done(std::unexpected(checked.error()));
  Pending pending{std::move(commit), std::move(done), 0};
  pending.bytes = SizeOf(pending.commit);
  std::optional<Error> refusal;
  {
    const std::scoped_lock lock(mutex_);
    if (halted_) {
      refusal = halted_;
    } else if (stopping_) {
      refusal = Stopping();
    } else if (queue_.size() >= options_.queue_commits_max ||
               queue_bytes_ + pending.bytes > options_.queue_bytes_max) {
      refusal = Error{ErrorCode::kBusy, "The queue of commits is full; try again shortly."};
      ++busy_;
    }
    if (!refusal) {
      queue_bytes_ += pending.bytes;
      queue_.push_back(std::move(pending));
      gathered_.notify_one();
      return;
    }
  }
  pending.done(std::unexpected(*std::move(refusal)));
}

void Sequencer::Ask(std::function<void()> answer) {
  const std::scoped_lock lock(mutex_);
  asked_.push_back(std::move(answer));
  gathered_.notify_one();
}

void Sequencer::AnswerAsked(std::unique_lock<std::mutex>& lock) {
  std::vector<std::function<void()>> asked = std::exchange(asked_, {});
  lock.unlock();
  for (std::function<void()>& answer : asked) std::exchange(answer, nullptr)();
  lock.lock();
}

std::string Sequencer::checkpoint() const {
  const std::scoped_lock lock(mutex_);
  return checkpoint_;
}

WriteState Sequencer::state() const {
  {
    const std::scoped_lock lock(mutex_);
    if (halted_) return {false, halted_->code, halted_->detail};
    if (stopping_) return {false, Stopping().code, Stopping().detail};
  }
  if (const auto room = room_.Check(); !room) {
    return {false, room.error().code, room.error().detail};
  }
  return {};
}

DiskState Sequencer::disk() const { return room_.state(); }

BookStats Sequencer::stats() const {
  const std::scoped_lock lock(mutex_);
  return {.groups = groups_,
          .commits = commits_,
          .events = size_.value() - size_at_start_,
          .busy = busy_,
          .queued = queue_.size()};
}

std::optional<Error> Sequencer::halted() const {
  const std::scoped_lock lock(mutex_);
  return halted_;
}

void Sequencer::HaltFor(const Error& error) {
  const std::scoped_lock lock(mutex_);
  if (halted_) return;
  halted_ = Error{ErrorCode::kStopped,
                  "Writing has stopped, because what is on disk is unknown: " + error.detail +
                      ". Whether the last events sent were stored is told when the book is opened "
                      "again; send them again then, with the same ids."};
}

void Sequencer::Run() {
  for (std::vector<Pending> pending = TakePending(); !pending.empty(); pending = TakePending()) {
    CommitGroup(std::move(pending));
    if (Clock::now() >= published_due_) SyncPublished();
  }
}

// Between groups, so that nobody's answer waits for it.
void Sequencer::SyncPublished() {
  if (auto synced = published_.Sync(); !synced) HaltFor(synced.error());
  published_due_ = Clock::now() + kPublishedSyncEvery;
}

// The next group; empty once stopping and nothing is left.
std::vector<Sequencer::Pending> Sequencer::TakePending() {
  std::unique_lock lock(mutex_);
  const auto gathered = [this] { return !queue_.empty() || stopping_ || !asked_.empty(); };
  for (;;) {
    if (!published_.synced() && !gathered_.wait_until(lock, published_due_, gathered)) {
      lock.unlock();
      SyncPublished();
      lock.lock();
    }
    gathered_.wait(lock, gathered);
    if (asked_.empty()) break;
    AnswerAsked(lock);
  }
  std::vector<Pending> pending;
  std::size_t bytes = 0;
  while (!queue_.empty() && (pending.empty() || bytes < options_.group_bytes_max)) {
    bytes += queue_.front().bytes;
    pending.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  queue_bytes_ -= bytes;
  return pending;
}

void Sequencer::CommitGroup(std::vector<Pending> pending) {
  Result<std::vector<AppendResult>> answers = WriteGroup(pending);
  for (std::size_t i = 0; i < pending.size(); ++i) {
    pending[i].done(answers ? std::move((*answers)[i])
                            : AppendResult(std::unexpected(answers.error())));
  }
  // Many may follow the book; whoever appends has its answer before they are all woken.
  size_.Wake();
}

// After a full disk: the journal is put in order, and asked whether the group that failed is in
// it, which it must not be.
Result<void> Sequencer::Recover() {
  if (!disk_filled_up_) return {};
  if (auto resumed = journal_.Resume(); !resumed) return resumed;
  const auto head = journal_.ReadHead();
  if (!head) return std::unexpected(head.error());
  if (head->size != head_.size) {
    return Fail(ErrorCode::kStopped, "after a full disk the book holds events nobody was told of");
  }
  disk_filled_up_ = false;
  return {};
}

// Decides and writes; the answers are true once this returns.
Result<std::vector<AppendResult>> Sequencer::WriteGroup(const std::vector<Pending>& pending) {
  if (auto error = halted()) return std::unexpected(*std::move(error));
  if (auto room = room_.Check(); !room) return std::unexpected(std::move(room.error()));
  if (auto recovered = Recover(); !recovered) {
    if (recovered.error().code == ErrorCode::kNoSpace) return std::unexpected(recovered.error());
    HaltFor(recovered.error());
    return std::unexpected(*halted());
  }

  std::vector<EventKey> event_keys;
  for (const Pending& item : pending) {
    for (const Draft& draft : item.commit.drafts) event_keys.push_back(draft.key);
  }
  const auto known = journal_.FindKeys(event_keys);
  if (!known) return std::unexpected(known.error());

  Group group(journal_, revisions_, head_, options_.clock());
  std::vector<AppendResult> answers;
  answers.reserve(pending.size());
  std::size_t at = 0;
  for (const Pending& item : pending) {
    const std::size_t count = item.commit.drafts.size();
    answers.push_back(group.Decide(item.commit, std::span(*known).subspan(at, count)));
    at += count;
  }
  if (group.lines().empty()) return answers;

  if (auto written = WriteLines(group); !written) return std::unexpected(written.error());
  group.Remember();
  head_ = group.head();
  ++groups_;
  commits_ += static_cast<std::uint64_t>(std::ranges::count_if(
      answers, [](const AppendResult& answer) { return answer.has_value(); }));
  return answers;
}

// Seals the group into the tree, makes it durable and publishes it; who waits for it is not woken
// yet.
Result<void> Sequencer::WriteLines(const Group& group) {
  tree::Frontier frontier = frontier_;
  std::vector<tree::Node> nodes;
  nodes.reserve(group.lines().size() + 2);
  for (const Journal::Line& line : group.lines()) {
    frontier.Append(tree::LeafHash(line.entry), nodes);
  }
  tree::Note head = SignHead(frontier, keys_);
  std::string checkpoint = head.Text();
  if (auto written = journal_.Write(group.lines(), nodes, checkpoint); !written) {
    if (written.error().code == ErrorCode::kNoSpace) {
      disk_filled_up_ = true;
      return Fail(ErrorCode::kStopped,
                  "The disk filled up while these events were written. Whether they were stored is "
                  "told once there is room: send them again then, with the same ids.");
    }
    HaltFor(written.error());
    return std::unexpected(*halted());
  }
  // The group is durable whatever becomes of this; without it no other is begun.
  if (auto kept = published_.Write(std::move(head)); !kept) HaltFor(kept.error());
  frontier_ = std::move(frontier);
  // From here on readers see the group; its head comes after what it promises, and is what whoever
  // has seen the size is given.
  const std::scoped_lock lock(mutex_);
  size_.Raise(frontier_.size());
  checkpoint_ = std::move(checkpoint);
  return {};
}

}  // namespace daybook
