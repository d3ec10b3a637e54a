#include "projection/ledger.h"

#include <algorithm>
#include <utility>

#include "improvement/fold.h"
#include "improvement/mention.h"
#include "improvement/release.h"
#include "improvement/subject_codec.h"
#include "projection/keys.h"
#include "projection/subject_reader.h"

namespace daybook::projection {
namespace {

using improvement::Cut;
using improvement::Fact;
using improvement::Facts;
using improvement::PackedFact;
using improvement::Subject;
using improvement::Subjects;

// Tables of views of now that are remembered: views times the days they are asked for.
constexpr std::size_t kMadeMax = 64;

// Cuts that are remembered. Each holds a state of every subject, about a kilobyte apiece.
constexpr std::size_t kCutsMax = 4;

// Subjects that are visited before the posting thread is let in.
constexpr std::size_t kSubjectsAtOnce = 256;

// The facts among the first `size` events.
std::span<const PackedFact> Known(std::span<const PackedFact> facts, Position size) {
  const auto end = std::ranges::partition_point(
      facts, [&](const PackedFact& fact) { return fact.head.position < size; });
  return facts.first(static_cast<std::size_t>(end - facts.begin()));
}

}  // namespace

Result<std::optional<PackedFact>> FactOf(std::string_view text, EntryReader& reader) {
  if (!improvement::IsKnownKind(KindOf(text)) && !IsRelease(text)) return std::nullopt;
  const Result<Entry> entry = reader.Read(text);
  if (!entry) return std::unexpected(entry.error());
  return improvement::Pack(*entry);
}

Result<void> Ledger::LoadFacts(const DerivedStore& store, Added& added) const {
  auto cursor = store.NewCursor();
  for (cursor.Seek(kFactPrefix); cursor.Valid() && cursor.key().starts_with(kFactPrefix);
       cursor.Next()) {
    const std::string_view subject = FactSubject(cursor.key());
    auto found = added.facts.find(subject);
    if (found == added.facts.end()) found = added.facts.emplace(subject, Facts()).first;
    found->second.push_back(improvement::FromBytes(cursor.value()));
  }
  return cursor.status();
}

Result<void> Ledger::LoadSubjects(const DerivedStore& store, Added& added) const {
  auto cursor = store.NewCursor();
  for (cursor.Seek(kStatePrefix); cursor.Valid() && cursor.key().starts_with(kStatePrefix);
       cursor.Next()) {
    Result<Subject> subject = improvement::Decode(cursor.value());
    if (!subject) {
      return Fail(subject.error().code, subject.error().detail +
                                            " Remove the directory of the views: they are made "
                                            "anew.");
    }
    std::string name = subject->name;
    added.subjects.emplace_hint(added.subjects.end(), std::move(name), *std::move(subject));
  }
  return cursor.status();
}

Result<void> Ledger::Load(const DerivedStore& store) {
  const Result<Position> position = store.position();
  if (!position) return std::unexpected(position.error());
  Added added;
  if (auto loaded = LoadFacts(store, added); !loaded) return loaded;
  if (auto loaded = LoadSubjects(store, added); !loaded) return loaded;
  Publish(std::move(added), *position);
  return {};
}

void Ledger::Fill(Parts parts, Position position) {
  const std::unique_lock lock(mutex_);
  parts_ = std::move(parts);
  posted_ = position;
}

Result<void> Ledger::Post(Position from, std::span<const std::string> entries,
                          DerivedStore::Batch& batch) {
  Added added;
  EntryReader reader;
  for (const std::string& text : entries) {
    auto fact = FactOf(text, reader);
    if (!fact) return std::unexpected(std::move(fact.error()));
    if (*fact) AddFact(**std::move(fact), added, batch);
  }
  Refold(added);
  for (const auto& [name, subject] : added.subjects) {
    batch.Put(StateKey(name), improvement::Encode(subject));
  }
  Publish(std::move(added), from + entries.size());
  return {};
}

void Ledger::AddFact(PackedFact packed, Added& added, DerivedStore::Batch& batch) const {
  const Fact fact = improvement::ReadFact(packed);
  batch.Put(FactKey(fact.subject, fact.position), improvement::BytesOf(packed));
  if (improvement::IsOfKnownKind(fact.subject)) {
    for (const std::string& mentioned : improvement::MentionsOf(fact)) {
      batch.Put(MentionKey(mentioned, fact.position), {});
    }
    Apply(fact, added);
  }
  if (fact.position < posted_) return;
  auto facts = added.facts.find(fact.subject);
  if (facts == added.facts.end()) facts = added.facts.emplace(fact.subject, Facts()).first;
  facts->second.push_back(std::move(packed));
}

void Ledger::Apply(const Fact& fact, Added& added) const {
  auto changed = added.subjects.find(fact.subject);
  if (changed == added.subjects.end()) {
    const auto known = parts_.subjects.find(fact.subject);
    const Subject& before =
        known == parts_.subjects.end() ? improvement::NewSubject(fact.subject) : known->second;
    changed = added.subjects.emplace(fact.subject, before).first;
  }
  Subject& subject = changed->second;
  if (fact.position < posted_ || added.late.contains(subject.name)) return;
  if (improvement::Follows(subject, fact)) {
    improvement::Apply(subject, fact);
  } else {
    added.late.insert(subject.name);
  }
}

void Ledger::Refold(Added& added) const {
  for (const std::string& name : added.late) {
    Facts facts;
    if (const auto known = parts_.facts.find(name); known != parts_.facts.end())
      facts = known->second;
    const Facts& more = added.facts[name];
    facts.insert(facts.end(), more.begin(), more.end());
    added.subjects.insert_or_assign(name, improvement::Fold(name, facts));
  }
}

void Ledger::Publish(Added added, Position size) {
  const std::unique_lock lock(mutex_);
  for (auto& [name, facts] : added.facts) {
    Facts& kept = (improvement::IsOfKnownKind(name) ? parts_.facts : parts_.releases)[name];
    std::ranges::move(facts, std::back_inserter(kept));
  }
  for (auto& [name, subject] : added.subjects) {
    parts_.subjects.insert_or_assign(name, std::move(subject));
  }
  posted_ = std::max(posted_, size);
}

Ledger::Made Ledger::Now(const std::string& key, const MakeTable& make) const {
  const std::scoped_lock making(made_mutex_);
  const std::shared_lock lock(mutex_);
  const auto made = made_.find(key);
  if (made != made_.end() && made->second.position == posted_) return made->second;
  if (made_.size() >= kMadeMax) made_.clear();
  return made_.insert_or_assign(key, Made{.table = make(parts_.subjects), .position = posted_})
      .first->second;
}

std::shared_ptr<const Subjects> Ledger::At(const Cut& cut) const {
  {
    const std::scoped_lock lock(cuts_mutex_);
    const auto kept = std::ranges::find(cuts_, cut, &KeptCut::cut);
    if (kept != cuts_.end()) {
      cuts_.splice(cuts_.begin(), cuts_, kept);
      return kept->subjects;
    }
  }
  auto subjects = FoldAt(cut);
  const std::scoped_lock lock(cuts_mutex_);
  cuts_.push_front({.cut = cut, .subjects = subjects});
  if (cuts_.size() > kCutsMax) cuts_.pop_back();
  return subjects;
}

// What is posted meanwhile is beyond the cut's size.
std::shared_ptr<const Subjects> Ledger::FoldAt(const Cut& cut) const {
  auto subjects = std::make_shared<Subjects>();
  ForEachStream([&](const std::string& name, std::span<const PackedFact> facts) {
    Subject subject = improvement::Fold(name, facts, cut);
    if (subject.history.events == 0) return;
    subjects->emplace_hint(subjects->end(), name, std::move(subject));
  });
  return subjects;
}

// Some subjects at a time, so that nobody waits long for the lock.
void Ledger::ForEachStream(const VisitFacts& visit) const {
  std::string next;
  for (bool more = true; more;) {
    const std::shared_lock lock(mutex_);
    auto at = parts_.facts.lower_bound(next);
    for (std::size_t count = 0; at != parts_.facts.end() && count < kSubjectsAtOnce;
         ++at, ++count) {
      visit(at->first, at->second);
    }
    more = at != parts_.facts.end();
    if (more) next = at->first;
  }
}

std::optional<Ledger::Found> Ledger::Find(std::string_view subject) const {
  const std::shared_lock lock(mutex_);
  const auto found = parts_.subjects.find(subject);
  if (found == parts_.subjects.end()) return std::nullopt;
  return Found{.subject = found->second, .position = posted_};
}

Facts Ledger::FactsOf(std::string_view subject, Position size) const {
  const std::shared_lock lock(mutex_);
  const FactsBySubject& kept = improvement::IsOfKnownKind(subject) ? parts_.facts : parts_.releases;
  const auto found = kept.find(subject);
  if (found == kept.end()) return {};
  const auto known = Known(found->second, size);
  return {known.begin(), known.end()};
}

improvement::Audience Ledger::ReleasedTo(const Fact& fact, Position size) const {
  const std::shared_lock lock(mutex_);
  const FactsBySubject& kept =
      improvement::IsOfKnownKind(fact.subject) ? parts_.facts : parts_.releases;
  const auto found = kept.find(fact.subject);
  if (found == kept.end()) return fact.audience;
  std::vector<improvement::Release> releases;
  for (const PackedFact& packed : Known(found->second, size)) {
    if (packed.head.role != improvement::Role::kRelease) continue;
    if (auto release = improvement::ReleaseOf(improvement::ReadFact(packed))) {
      releases.push_back(*std::move(release));
    }
  }
  return improvement::ReleasedTo(fact, releases);
}

Position Ledger::position() const {
  const std::shared_lock lock(mutex_);
  return posted_;
}

}  // namespace daybook::projection
