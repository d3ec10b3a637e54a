#include "projection/ledger.h"

#include <algorithm>
#include <limits>
#include <mutex>
#include <utility>

#include "event/entry.h"
#include "improvement/fold.h"
#include "improvement/mention.h"
#include "improvement/status.h"
#include "improvement/subject_codec.h"
#include "projection/keys.h"
#include "projection/subject_reader.h"

namespace daybook::projection {
namespace {

using improvement::Subject;
using improvement::Subjects;

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

Subject& ChangedSubject(Subjects& changed, const Subjects& subjects, std::string_view name) {
  if (const auto found = changed.find(name); found != changed.end()) return found->second;
  const auto known = subjects.find(name);
  return changed
      .emplace(name, known == subjects.end() ? improvement::NewSubject(name) : known->second)
      .first->second;
}

}  // namespace

Result<void> Ledger::Load(const DerivedStore& store) {
  const Result<Position> position = store.position();
  if (!position) return std::unexpected(position.error());
  Subjects subjects;
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
    subjects.emplace(std::move(name), *std::move(subject));
  }
  if (auto read = cursor.status(); !read) return read;
  Publish(std::move(subjects), *position);
  return {};
}

Result<void> Ledger::Post(Position from, std::span<const std::string> entries,
                          DerivedStore::Batch& batch) {
  Subjects changed;
  std::set<std::string> late;  // to be folded from their whole streams, once for all entries
  EntryReader reader;
  for (const std::string& text : entries) {
    if (!improvement::IsKnownKind(KindOf(text))) continue;
    const Result<Entry> entry = reader.Read(text);
    if (!entry) return std::unexpected(entry.error());
    for (const std::string& mentioned : improvement::MentionsOf(*entry)) {
      batch.Put(MentionKey(mentioned, entry->position), {});
    }
    Subject& subject = ChangedSubject(changed, subjects_, entry->subject);
    if (entry->position < posted_ || late.contains(subject.name)) continue;
    if (improvement::Follows(subject, *entry)) {
      improvement::Apply(subject, improvement::FactOf(*entry));
    } else {
      late.insert(subject.name);
    }
  }
  const Position size = from + entries.size();
  if (auto refolded = Refold(late, size, changed); !refolded) return refolded;
  for (const auto& [name, subject] : changed) {
    batch.Put(StateKey(name), improvement::Encode(subject));
  }
  Publish(std::move(changed), size);
  return {};
}

Result<void> Ledger::Refold(const std::set<std::string>& names, Position size,
                            Subjects& changed) const {
  for (const std::string& name : names) {
    const auto positions = StreamPositions(book_, name, size, kNoLimit);
    if (!positions) return std::unexpected(positions.error());
    const auto entries = ReadEntries(book_, *positions);
    if (!entries) return std::unexpected(entries.error());
    changed.insert_or_assign(name, improvement::Fold(name, *entries));
  }
  return {};
}

void Ledger::Publish(Subjects changed, Position size) {
  const std::unique_lock lock(mutex_);
  for (auto& [name, subject] : changed) subjects_.insert_or_assign(name, std::move(subject));
  posted_ = std::max(posted_, size);
}

Ledger::Status Ledger::status() const {
  const std::scoped_lock making(status_mutex_);
  const std::shared_lock lock(mutex_);
  if (!status_ || status_->position != posted_) {
    status_ = {.table = improvement::Status(subjects_), .position = posted_};
  }
  return *status_;
}

std::optional<Ledger::Found> Ledger::Find(std::string_view subject) const {
  const std::shared_lock lock(mutex_);
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) return std::nullopt;
  return Found{.subject = found->second, .position = posted_};
}

Position Ledger::position() const {
  const std::shared_lock lock(mutex_);
  return posted_;
}

}  // namespace daybook::projection
