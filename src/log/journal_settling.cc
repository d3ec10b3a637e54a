#include <fmt/format.h>
#include <rocksdb/db.h>

#include <algorithm>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "log/index_rows.h"
#include "log/journal.h"
#include "log/keys.h"
#include "log/rocks.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;

using keys::kEntries;
using keys::kFormatKey;
using keys::kIds;
using keys::kMeta;
using keys::kStreams;

constexpr std::string_view kWhatToDo =
    ", and has others after that: a file of the journal is damaged or missing. Put it right, or "
    "restore a backup.";

std::unexpected<Error> Lacking(Position position) {
  return Fail(ErrorCode::kCorrupt,
              fmt::format("The book lacks its entry {}{}", position, kWhatToDo));
}

}  // namespace

Result<void> Journal::UpgradeFormat() {
  rocksdb::WriteBatch batch;
  rocksdb::Status put =
      batch.Put(families_[kMeta], Slice(kFormatKey), std::to_string(keys::kJournalFormat));
  if (put.ok() && format_ == keys::kOldestJournalFormat) {
    const auto head = ReadHead();
    if (!head) return std::unexpected(head.error());
    put = batch.Put(families_[kStreams], Slice(keys::kStoredKey), keys::Number(head->size));
  } else if (put.ok()) {
    // What a kill left of rows of one revision, rows of several would not write over.
    const auto stored = index_->stored();
    if (!stored) return std::unexpected(stored.error());
    const auto given =
        GiveIndexRows(StoreCursor(NewIterator(kEntries)), *stored, [&](const IndexRow& row) {
          put = batch.Delete(families_[kStreams], keys::Stream(row.subject, row.revision));
          return put.ok() ? Result<void>() : ToError(put, "gather what a kill left");
        });
    if (!given) return given;
  }
  if (put.ok()) put = db_->Write(rocks::Synced(), &batch);
  if (!put.ok()) return ToError(put, "bring the book to the format of this version");
  format_ = keys::kJournalFormat;
  return {};
}

// When entries were lost, streams and ids may have rows of them, or lack rows of others that they
// say they have. With an entry that cannot be read, they are better than none.
Result<bool> Journal::IsIndexToBeMadeAnew(bool whole, Position stored) const {
  const auto head = ReadHead();
  if (!head) return std::unexpected(head.error());
  if (whole && stored <= head->size) return false;
  return GiveIndexRows(StoreCursor(NewIterator(kEntries, true)), 0,
                       [](const IndexRow&) { return Result<void>(); })
      .has_value();
}

Result<void> Journal::ForgetIndex() {
  // From an empty key on: RocksDB 7.8 would take the first byte of another for a hint of where to
  // insert (rocks::SetInsertedInOrder), and look for it in the wrong list afterwards.
  const std::string past_all(sizeof(EventKey) + 1, '\xff');
  rocksdb::WriteBatch batch;
  rocksdb::Status put = batch.DeleteRange(families_[kStreams], Slice(""), past_all);
  if (put.ok()) put = batch.DeleteRange(families_[kIds], Slice(""), past_all);
  if (put.ok()) put = batch.Put(families_[kStreams], Slice(keys::kStoredKey), keys::Number(0));
  if (put.ok()) put = db_->Write(rocks::Synced(), &batch);
  if (!put.ok()) return ToError(put, "make streams and ids anew");
  return {};
}

// What streams and ids do not have on disk, by the entries from `stored` on.
Result<void> Journal::LoadIndex(Position stored, bool anew) {
  return GiveIndexRows(StoreCursor(NewIterator(kEntries, true)), stored,
                       [&](const IndexRow& row) -> Result<void> {
                         // Else it is what was in memory before a kill, and is to be stored from
                         // there in parts that are no smaller than that (stream_rows.h).
                         if (auto room = anew ? index_->MakeRoom() : Result<void>(); !room) {
                           return room;
                         }
                         return index_->Add(std::span(&row, 1));
                       });
}

// When one of several write-ahead logs has lost its end, RocksDB goes on with the next. What was
// put into tables is told by those; what was not is in memory now.
Result<void> Journal::CheckPositions() const {
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  std::map<Position, Position> tables;  // of entries: the first position and the last
  for (const rocksdb::LiveFileMetaData& file : files) {
    if (file.column_family_name != keys::kFamilyNames[kEntries]) continue;
    tables[keys::LastNumber(file.smallestkey)] = keys::LastNumber(file.largestkey);
  }
  rocksdb::TablePropertiesCollection properties;
  const auto read = db_->GetPropertiesOfAllTables(families_[kEntries], &properties);
  if (!read.ok()) return ToError(read, "read how many entries tables have");
  std::uint64_t in_tables = 0;
  for (const auto& [name, table] : properties) in_tables += table->num_entries;

  Position next = 0;
  for (const auto& [first, last] : tables) {
    if (first > next) return Lacking(next);
    next = std::max(next, last + 1);
  }
  if (in_tables < next) {
    return Fail(ErrorCode::kCorrupt, fmt::format("The book lacks {} of its first {} entries{}",
                                                 next - in_tables, next, kWhatToDo));
  }
  const auto it = NewIterator(kEntries, true);
  for (it->Seek(keys::Number(next)); it->Valid(); it->Next(), ++next) {
    if (keys::LastNumber(rocks::View(it->key())) != next) return Lacking(next);
  }
  if (!it->status().ok()) return ToError(it->status(), "look for every entry");
  return {};
}

Result<void> Journal::Settle(bool whole) {
  if (auto there = CheckPositions(); !there) return there;
  if (format_ != keys::kJournalFormat) {
    if (auto upgraded = UpgradeFormat(); !upgraded) return upgraded;
  }
  const auto stored = index_->stored();
  if (!stored) return std::unexpected(stored.error());
  const auto anew = IsIndexToBeMadeAnew(whole, *stored);
  if (!anew) return std::unexpected(anew.error());
  if (*anew) {
    if (auto forgotten = ForgetIndex(); !forgotten) return forgotten;
  }
  if (auto loaded = LoadIndex(*anew ? 0 : *stored, *anew); !loaded) return loaded;
  rocksdb::FlushOptions at_once;
  at_once.allow_write_stall = true;  // nobody writes yet: a start waits for no compaction
  const rocksdb::Status flushed = db_->Flush(at_once, families_);
  if (!flushed.ok()) return ToError(flushed, "write what the write-ahead log holds to tables");
  const rocksdb::Status ready = rocks::MakeResumable(*db_, families_[kMeta]);
  if (!ready.ok()) return ToError(ready, "make the journal ready for a full disk");
  settled_ = true;
  return {};
}

}  // namespace daybook
