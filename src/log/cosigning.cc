#include "log/cosigning.h"

#include <algorithm>

#include "log/small_file.h"
#include "log/watermark.h"

namespace daybook {
namespace {

bool IsOf(const tree::NoteSignature& signature, const tree::VerifierKey& key) {
  return signature.name == key.name && signature.key_id == key.id();
}

Instant Now() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace

std::string Cosigning::Round::Note() const {
  std::string note = target.note;
  for (const tree::NoteSignature& cosignature : cosignatures) note += SignatureLine(cosignature);
  return note;
}

bool Cosigning::Round::IsBy(const tree::VerifierKey& witness) const {
  return std::ranges::any_of(cosignatures,
                             [&](const auto& signature) { return IsOf(signature, witness); });
}

Result<std::unique_ptr<Cosigning>> Cosigning::Start(const Book& book, CosigningOptions options) {
  const auto kept = ReadSmallFile(options.file);
  if (!kept) return std::unexpected(kept.error());
  std::unique_ptr<Cosigning> cosigning(new Cosigning(book, std::move(options)));
  if (*kept) cosigning->TakeKept(**kept);
  auto& threads = cosigning->threads_;
  Cosigning* const made = cosigning.get();
  threads.emplace_back([made](const std::stop_token& stop) { made->RunRounds(stop); });
  for (const auto& member : cosigning->members_) {
    threads.emplace_back(
        [made, &member = *member](const std::stop_token& stop) { made->RunWitness(member, stop); });
  }
  return cosigning;
}

Cosigning::Cosigning(const Book& book, CosigningOptions options)
    : book_(book), options_(std::move(options)) {
  for (const tree::Policy::Witness& witness : options_.policy.witnesses) {
    members_.push_back(std::make_unique<Member>(Member{.witness = witness}));
    members_.back()->state.name = witness.name;
  }
}

Cosigning::~Cosigning() {
  for (std::jthread& thread : threads_) thread.request_stop();
  threads_.clear();
}

// What is not believed under the policy of today is left where it is, and done anew.
void Cosigning::TakeKept(std::string_view text) {
  std::vector<tree::VerifierKey> keys;
  for (const std::string& key : book_.verifier_keys()) {
    if (auto parsed = tree::VerifierKey::Parse(key)) keys.push_back(*std::move(parsed));
  }
  const auto note = tree::Note::Parse(text);
  if (!note || !tree::OpenCheckpoint(text, keys)) return;
  tree::Note by_log{.text = note->text};
  Round kept;
  for (const tree::NoteSignature& signature : note->signatures) {
    const auto member = std::ranges::find_if(
        members_, [&](const auto& each) { return IsOf(signature, each->witness.key); });
    if (member == members_.end()) {
      by_log.signatures.push_back(signature);
    } else if (VerifySignature((*member)->witness.key, note->text, signature.bytes)) {
      kept.cosignatures.push_back(signature);
    }
  }
  kept.target = CosignTarget::Of(by_log.Text());
  for (const auto& member : members_) {
    if (kept.IsBy(member->witness.key)) member->state.size = kept.target.size;
  }
  if (kept.target.note == book_.checkpoint()) {
    round_ = kept;
    begun_size_ = kept.target.size;
  }
  if (HasQuorum(kept)) cosigned_ = std::move(kept);
}

std::string Cosigning::Newest() const {
  std::string note = book_.checkpoint();
  const std::scoped_lock lock(mutex_);
  return round_ && round_->target.note == note ? round_->Note() : note;
}

std::string Cosigning::Cosigned() const {
  const std::scoped_lock lock(mutex_);
  return cosigned_ ? cosigned_->Note() : std::string();
}

CosigningState Cosigning::state() const {
  const std::scoped_lock lock(mutex_);
  CosigningState state{.size = cosigned_ ? cosigned_->target.size : 0,
                       .reached = reached_,
                       .failure = keeping_failure_};
  for (const auto& member : members_) state.witnesses.push_back(member->state);
  return state;
}

void Cosigning::RunRounds(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (!book_.head().WaitFor(begun_size_ + 1, std::chrono::hours(1), stop)) continue;
    const auto next = Clock::now() + options_.interval;
    if (Begin()) AwaitEnd(stop);
    std::unique_lock lock(mutex_);
    changed_.wait_until(lock, stop, next, [] { return false; });
  }
}

// False when the head has not been signed yet: it is a moment after the book has grown.
bool Cosigning::Begin() {
  auto target = CosignTarget::Of(book_.checkpoint());
  if (target.size <= begun_size_) return false;
  begun_size_ = target.size;
  const std::scoped_lock lock(mutex_);
  round_ = Round{std::move(target), {}};
  changed_.notify_all();
  return true;
}

void Cosigning::AwaitEnd(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, options_.round_timeout, [this] { return HasEnded(); });
  reached_ = stop.stop_requested() || HasQuorum(*round_);
}

bool Cosigning::HasQuorum(const Round& round) const {
  std::vector<tree::VerifierKey> signers;
  for (const auto& member : members_) {
    if (round.IsBy(member->witness.key)) signers.push_back(member->witness.key);
  }
  return options_.policy.HasQuorum(signers);
}

bool Cosigning::HasEnded() const {
  if (!round_->cosignatures.empty() && HasQuorum(*round_)) return true;
  const auto now = Clock::now();
  return std::ranges::all_of(members_, [&](const auto& member) {
    return round_->IsBy(member->witness.key) || (!member->asking && member->retry_at > now);
  });
}

void Cosigning::RunWitness(Member& member, const std::stop_token& stop) {
  std::uint64_t known_size = 0;
  {
    const std::scoped_lock lock(mutex_);
    known_size = member.state.size;
  }
  while (const auto target = NextTarget(member, stop)) {
    const auto cosignature =
        AskWitness(book_, member.witness, *target, options_.carry, known_size, stop);
    if (stop.stop_requested()) return;
    if (cosignature) {
      Take(member, *target, *cosignature);
    } else {
      TakeFailure(member, cosignature.error());
    }
  }
}

// The checkpoint to ask the witness for, once there is one and it may be asked; nothing at a stop.
std::optional<CosignTarget> Cosigning::NextTarget(Member& member, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto wanted = [&] { return round_ && !round_->IsBy(member.witness.key); };
  while (changed_.wait(lock, stop, wanted) && !stop.stop_requested()) {
    const auto retry_at = member.retry_at;
    if (Clock::now() >= retry_at) {
      member.asking = true;
      return round_->target;
    }
    changed_.wait_until(lock, stop, retry_at, [] { return false; });
  }
  return std::nullopt;
}

void Cosigning::Take(Member& member, const CosignTarget& target,
                     const tree::NoteSignature& cosignature) {
  const std::scoped_lock keeping(keeping_);
  auto quorum = Add(member, target, cosignature);
  if (!quorum) return;
  const auto kept = MakeSecretFile(options_.file, quorum->Note());
  const std::scoped_lock lock(mutex_);
  keeping_failure_ = kept ? std::string() : kept.error().detail;
  cosigned_ = *std::move(quorum);
  reached_ = true;
}

// Gives the checkpoint as it is cosigned now, when it has the quorum. One that came too late, when
// a newer one was cosigned without it, is not kept.
std::optional<Cosigning::Round> Cosigning::Add(Member& member, const CosignTarget& target,
                                               const tree::NoteSignature& cosignature) {
  const std::scoped_lock lock(mutex_);
  member.asking = false;
  member.wait = {};
  member.state.size = target.size;
  member.state.confirmed_at = Now();
  member.state.failure.clear();
  changed_.notify_all();
  const auto is_of = [&](const std::optional<Round>& round) {
    return round && round->target.note == target.note && !round->IsBy(member.witness.key);
  };
  if (is_of(round_)) {
    round_->cosignatures.push_back(cosignature);
    return HasQuorum(*round_) ? round_ : std::nullopt;
  }
  if (!is_of(cosigned_)) return std::nullopt;
  Round late = *cosigned_;
  late.cosignatures.push_back(cosignature);
  return late;
}

void Cosigning::TakeFailure(Member& member, const Error& error) {
  const std::scoped_lock lock(mutex_);
  member.asking = false;
  member.wait = std::clamp(member.wait * 2, options_.retry, options_.retry_max);
  member.retry_at = Clock::now() + member.wait;
  ++member.state.failures;
  member.state.failure = error.detail;
  changed_.notify_all();
}

}  // namespace daybook
