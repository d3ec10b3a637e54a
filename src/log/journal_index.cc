#include "log/journal_index.h"

#include <fmt/format.h>
#include <rocksdb/db.h>

#include <algorithm>
#include <mutex>

#include "log/keys.h"
#include "log/rocks.h"
#include "log/stream_rows.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;
using rocks::View;

// Rows written at a time: groups that are to be synced wait for no more than these.
constexpr std::size_t kRowsOfWrite = 500;

// Not synced: after a power failure they are made from the entries again.
rocksdb::Status WriteRows(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& family,
                          const RecentRows::Stored& rows) {
  rocksdb::Status status;
  for (std::size_t at = 0; at < rows.size() && status.ok(); at += kRowsOfWrite) {
    rocksdb::WriteBatch batch;
    for (const auto& [key, value] :
         std::span(rows).subspan(at, std::min(kRowsOfWrite, rows.size() - at))) {
      if (status.ok()) status = batch.Put(&family, key, value);
    }
    if (status.ok()) status = db.Write({}, &batch);
  }
  return status;
}

std::unexpected<Error> DamagedStream(std::string_view subject) {
  return Fail(ErrorCode::kCorrupt, fmt::format("The stream of {} is damaged.", subject));
}

}  // namespace

JournalIndex::JournalIndex(rocksdb::DB& db, rocksdb::ColumnFamilyHandle& streams,
                           rocksdb::ColumnFamilyHandle& ids, std::size_t rows_in_memory)
    : db_(db), streams_(streams), ids_(ids), rows_in_memory_(rows_in_memory) {}

Result<Position> JournalIndex::stored() const {
  std::string position;
  const auto status = db_.Get({}, &streams_, Slice(keys::kStoredKey), &position);
  if (status.ok()) return keys::LastNumber(position);
  if (status.IsNotFound()) return 0;
  return ToError(status, "read how far streams and ids go");
}

Result<void> JournalIndex::MakeRoom() {
  if (young_.empty() || young_.size() < rows_in_memory_) return {};
  if (auto stored = FinishStoring(); !stored) return stored;
  Age();
  storing_ = std::async(std::launch::async, [this] { return Store(); });
  return {};
}

void JournalIndex::StoreAll() {
  Result<void> stored = FinishStoring();
  if (!stored || young_.empty()) return;
  Age();
  stored = Store();  // when it fails, they are made from the entries again
}

// Waits for what is being stored. What failed then is tried once more: there may be room
// on the disk now.
Result<void> JournalIndex::FinishStoring() {
  if (!storing_.valid()) return Store();
  const Result<void> stored = storing_.get();
  return stored ? stored : Store();
}

void JournalIndex::Age() {
  const std::unique_lock lock(mutex_);
  old_ = std::make_shared<const RecentRows>(std::exchange(young_, {}));
}

// How far they go is written last: what a kill leaves of a part is written over.
Result<void> JournalIndex::Store() {
  const auto rows = [this] {
    const std::shared_lock lock(mutex_);
    return old_;
  }();
  if (!rows) return {};
  auto status = WriteRows(db_, streams_, rows->OfStreams());
  if (status.ok()) status = WriteRows(db_, ids_, rows->OfIds());
  if (status.ok()) {
    status = db_.Put({}, &streams_, Slice(keys::kStoredKey), keys::Number(rows->end()));
  }
  if (!status.ok()) return ToError(status, "store streams and ids");
  const std::unique_lock lock(mutex_);
  old_.reset();
  return {};
}

Result<void> JournalIndex::Add(std::span<const IndexRow> rows) {
  const std::unique_lock lock(mutex_);
  for (const IndexRow& row : rows) {
    const RecentRows::Stream* before = old_ ? old_->FindStream(row.subject) : nullptr;
    const bool follows = before == nullptr || young_.FindStream(row.subject) != nullptr ||
                         row.revision == before->first + before->positions.size();
    if (follows && young_.Add(row)) continue;
    return Fail(ErrorCode::kCorrupt,
                fmt::format("The entry at position {} is not of the next revision of {}.",
                            row.position, row.subject));
  }
  return {};
}

// What is in memory is looked at first, here and below: it leaves only once it is on disk.
Result<std::vector<std::optional<Position>>> JournalIndex::FindKeys(
    const std::vector<EventKey>& event_keys) const {
  std::vector<std::optional<Position>> positions(event_keys.size());
  std::vector<std::size_t> rest;
  std::vector<rocksdb::Slice> slices;
  {
    const std::shared_lock lock(mutex_);
    for (std::size_t i = 0; i < event_keys.size(); ++i) {
      positions[i] = young_.Find(event_keys[i]);
      if (!positions[i] && old_) positions[i] = old_->Find(event_keys[i]);
      if (positions[i]) continue;
      rest.push_back(i);
      slices.push_back(Slice(keys::Id(event_keys[i])));
    }
  }
  std::vector<rocksdb::PinnableSlice> values(slices.size());
  std::vector<rocksdb::Status> statuses(slices.size());
  db_.MultiGet({}, &ids_, slices.size(), slices.data(), values.data(), statuses.data());
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (statuses[i].ok()) {
      positions[rest[i]] = keys::LastNumber(View(values[i]));
    } else if (!statuses[i].IsNotFound()) {
      return ToError(statuses[i], "look for an id");
    }
  }
  return positions;
}

Result<std::vector<Position>> JournalIndex::FindKeyPrefix(std::string_view prefix) const {
  std::vector<Position> recent;
  {
    const std::shared_lock lock(mutex_);
    if (old_) old_->FindPrefix(prefix, recent);
    young_.FindPrefix(prefix, recent);
  }
  std::vector<Position> positions;
  const std::unique_ptr<rocksdb::Iterator> it(db_.NewIterator({}, &ids_));
  for (it->Seek(Slice(prefix)); it->Valid() && View(it->key()).starts_with(prefix); it->Next()) {
    positions.push_back(keys::LastNumber(View(it->value())));
  }
  if (!it->status().ok()) return ToError(it->status(), "look for an id");
  // What was stored in between is in both.
  for (const Position position : recent) {
    if (std::ranges::find(positions, position) == positions.end()) positions.push_back(position);
  }
  std::ranges::sort(positions);
  return positions;
}

JournalIndex::RecentPart JournalIndex::ReadRecent(std::string_view subject, Revision from,
                                                  std::size_t count_max) const {
  RecentPart part;
  const std::shared_lock lock(mutex_);
  for (const RecentRows* rows : {old_.get(), &young_}) {
    const RecentRows::Stream* found = rows != nullptr ? rows->FindStream(subject) : nullptr;
    if (found == nullptr) continue;
    part.first = std::min(part.first, found->first);
    part.next = found->first + found->positions.size();
    for (Revision revision = std::max(from, found->first);
         revision < part.next && part.entries.size() < count_max; ++revision) {
      part.entries.push_back(
          {.revision = revision, .position = found->positions[revision - found->first]});
    }
  }
  return part;
}

Result<Revision> JournalIndex::NextRevision(std::string_view subject) const {
  if (const RecentPart recent = ReadRecent(subject, 0, 0); recent.next > 0) return recent.next;
  const std::string prefix = keys::StreamPrefix(subject);
  const std::unique_ptr<rocksdb::Iterator> it(db_.NewIterator({}, &streams_));
  it->SeekForPrev(keys::Stream(subject, UINT64_MAX));
  if (!it->status().ok()) return ToError(it->status(), "read the stream of a subject");
  if (!it->Valid() || !View(it->key()).starts_with(prefix)) return 0;
  const std::size_t count = PositionsOfStreamRow(View(it->value())).size();
  if (count == 0) return DamagedStream(subject);
  return keys::LastNumber(View(it->key())) + count;
}

Result<std::vector<StreamEntry>> JournalIndex::ReadStream(std::string_view subject, Revision from,
                                                          std::size_t count_max) const {
  const RecentPart recent = ReadRecent(subject, from, count_max);
  auto stream = ReadStored(subject, from, recent.first, count_max);
  if (!stream) return stream;
  // All before what is in memory is on disk.
  const bool follows = recent.next == 0 || from >= recent.first || stream->size() == count_max ||
                       from + stream->size() == recent.first;
  if (!follows) return DamagedStream(subject);
  for (const StreamEntry& entry : recent.entries) {
    if (stream->size() < count_max) stream->push_back(entry);
  }
  return stream;
}

// The revisions from `from` on and below `before`.
Result<std::vector<StreamEntry>> JournalIndex::ReadStored(std::string_view subject, Revision from,
                                                          Revision before,
                                                          std::size_t count_max) const {
  std::vector<StreamEntry> stream;
  if (from >= before) return stream;
  const std::string prefix = keys::StreamPrefix(subject);
  const std::unique_ptr<rocksdb::Iterator> it(db_.NewIterator({}, &streams_));
  for (it->SeekForPrev(keys::Stream(subject, from)); it->Valid() && stream.size() < count_max;
       it->Next()) {
    if (!View(it->key()).starts_with(prefix)) break;
    const Revision first = keys::LastNumber(View(it->key()));
    if (first >= before) break;
    const std::vector<Position> positions = PositionsOfStreamRow(View(it->value()));
    const bool follows = stream.empty() ? first <= from : first == stream.back().revision + 1;
    if (positions.empty() || !follows) return DamagedStream(subject);
    for (Revision revision = std::max(from, first);
         revision < std::min(before, first + positions.size()) && stream.size() < count_max;
         ++revision) {
      stream.push_back({.revision = revision, .position = positions[revision - first]});
    }
  }
  if (!it->status().ok()) return ToError(it->status(), "read the stream of a subject");
  return stream;
}

}  // namespace daybook
