#include "projection/programme.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <mutex>
#include <set>
#include <utility>

#include "event/entry.h"
#include "improvement/fold.h"
#include "improvement/mention.h"
#include "improvement/moment.h"
#include "improvement/status.h"
#include "improvement/subject_codec.h"
#include "improvement/subject_json.h"
#include "improvement/trail.h"
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

Programme::Programme(Book& book, std::unique_ptr<DerivedStore> store, ProgrammeOptions options)
    : book_(book), options_(options), store_(std::move(store)) {}

Programme::~Programme() = default;

Result<std::unique_ptr<Programme>> Programme::Open(Book& book,
                                                   const std::filesystem::path& directory,
                                                   ProgrammeOptions options) {
  if (auto zones = improvement::CheckTimeZones(); !zones) return std::unexpected(zones.error());
  auto store = DerivedStore::Open(directory, kStoreVersion, book.size());
  if (!store) return std::unexpected(std::move(store.error()));
  std::unique_ptr<Programme> programme(new Programme(book, *std::move(store), options));
  if (auto loaded = programme->Load(); !loaded) return std::unexpected(loaded.error());
  programme->Start();
  return programme;
}

Result<void> Programme::Load() {
  const Result<Position> position = store_->position();
  if (!position) return std::unexpected(position.error());
  auto cursor = store_->NewCursor();
  for (cursor.Seek(kStatePrefix); cursor.Valid() && cursor.key().starts_with(kStatePrefix);
       cursor.Next()) {
    Result<Subject> subject = improvement::Decode(cursor.value());
    if (!subject) {
      return Fail(
          subject.error().code,
          subject.error().detail + " Remove the directory of the views: they are made anew.");
    }
    std::string name = subject->name;
    subjects_.emplace(std::move(name), *std::move(subject));
  }
  if (auto read = cursor.status(); !read) return read;
  loaded_ = applied_ = *position;
  return {};
}

void Programme::Start() {
  follower_ = std::make_unique<Follower>(
      "programme", book_.head(),
      [this](Position from, std::size_t count_max, std::size_t bytes_max) {
        return book_.ReadFrom(from, count_max, bytes_max);
      },
      *store_,
      [this](Position from, std::span<const std::string> entries, DerivedStore::Batch& batch) {
        return Fold(from, entries, batch);
      });
}

// Called again with the same entries, and perhaps more, when the batch could not be written: what
// is applied already is then only put into the new batch.
Result<void> Programme::Fold(Position from, std::span<const std::string> entries,
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
    if (entry->position < applied_ || late.contains(subject.name)) continue;
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

Result<void> Programme::Refold(const std::set<std::string>& names, Position size,
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

void Programme::Publish(Subjects changed, Position size) {
  const std::unique_lock lock(mutex_);
  for (auto& [name, subject] : changed) subjects_.insert_or_assign(name, std::move(subject));
  applied_ = std::max(applied_, size);
}

View Programme::status() const {
  const std::shared_lock lock(mutex_);
  return {.table = improvement::Status(subjects_), .position = applied_};
}

Result<StateView> Programme::state(std::string_view subject) const {
  std::shared_lock lock(mutex_);
  const auto found = subjects_.find(subject);
  if (found == subjects_.end()) {
    return Fail(ErrorCode::kNotFound, fmt::format("Nothing is known of {}.", subject));
  }
  const Subject copy = found->second;
  const Position position = applied_;
  lock.unlock();
  return StateView{.json = improvement::ToJson(copy), .position = position};
}

Result<View> Programme::trail(std::string_view subject) const {
  // Mentions are read from the store: they are there for all that is stored, not yet for all that
  // is applied.
  const Position size = std::max(loaded_, follower_->position().value());
  const auto positions = TrailPositions(subject, size);
  if (!positions) return std::unexpected(positions.error());
  if (positions->empty()) {
    return Fail(ErrorCode::kNotFound, fmt::format("No event is about {} or names it.", subject));
  }
  if (positions->size() > options_.trail_events_max) {
    return Fail(ErrorCode::kUnprocessable,
                fmt::format("The trail of {} has more than {} events. Search for its events "
                            "instead.",
                            subject, options_.trail_events_max));
  }
  const auto entries = ReadEntries(book_, *positions);
  if (!entries) return std::unexpected(entries.error());
  return View{.table = improvement::Trail(subject, *entries), .position = size};
}

// One more than the limit is enough to know that it is passed.
Result<std::vector<Position>> Programme::TrailPositions(std::string_view subject,
                                                        Position size) const {
  const std::size_t count_max = options_.trail_events_max + 1;
  auto positions = StreamPositions(book_, subject, size, count_max);
  if (!positions) return positions;
  const std::string prefix = MentionPrefix(subject);
  auto cursor = store_->NewCursor();
  for (cursor.Seek(prefix); cursor.Valid() && cursor.key().starts_with(prefix); cursor.Next()) {
    const Position position = MentionPosition(cursor.key());
    if (position >= size || positions->size() >= count_max) break;
    positions->push_back(position);
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  return positions;
}

Watermark& Programme::position() const { return follower_->position(); }

std::optional<Error> Programme::failure() const { return follower_->failure(); }

}  // namespace daybook::projection
