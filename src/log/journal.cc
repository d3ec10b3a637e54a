#include "log/journal.h"

#include <fmt/format.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>

#include <algorithm>
#include <span>

#include "event/entry.h"
#include "log/journal_copies.h"
#include "log/journal_options.h"
#include "log/keys.h"
#include "log/node_rows.h"
#include "log/whole_headers.h"

namespace daybook {
namespace {

using rocks::Slice;
using rocks::ToError;
using rocks::View;

using keys::kCheckpointKey;
using keys::kEntries;
using keys::kFormatKey;
using keys::kIds;
using keys::kMeta;
using keys::kNodes;
using keys::kStreams;

// Entries kept in memory for those who follow the book: a fifth of a second of them at full speed.
constexpr std::size_t kRecentBytes = 8UL * 1024 * 1024;

// RocksDB has words for it, but no code.
bool IsHeldElsewhere(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  return status.IsIOError() && (text.find("While lock file") != std::string::npos ||
                                text.find("lock hold by current process") != std::string::npos);
}

}  // namespace

Journal::Journal(std::unique_ptr<rocksdb::Env> disk, std::unique_ptr<rocksdb::DB> db,
                 std::vector<rocksdb::ColumnFamilyHandle*> families)
    : disk_(std::move(disk)),
      db_(std::move(db)),
      families_(std::move(families)),
      recent_(kRecentBytes) {}

Journal::~Journal() {
  if (settled_) index_->StoreAll();
  index_.reset();
  for (rocksdb::ColumnFamilyHandle* family : families_) db_->DestroyColumnFamilyHandle(family);
  const rocksdb::Status closed = db_->Close();  // what was acknowledged is synced already
  static_cast<void>(closed);
}

Result<std::unique_ptr<Journal>> Journal::Open(const std::filesystem::path& directory,
                                               std::size_t cache_bytes, rocksdb::Env* env,
                                               std::size_t rows_in_memory) {
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* db = nullptr;
  std::unique_ptr<rocksdb::Env> disk = WithWholeHeaders(rocks::DiskOr(env));
  const rocksdb::Status status = rocksdb::DB::Open(JournalDatabase(disk.get()), directory.string(),
                                                   JournalFamilies(cache_bytes), &families, &db);
  if (IsHeldElsewhere(status)) {
    return Fail(ErrorCode::kIo, fmt::format("The book in {} is open already: one process at a "
                                            "time, and once in it.",
                                            directory.parent_path().string()));
  }
  if (!status.ok()) return ToError(status, "open the journal in " + directory.string());
  std::unique_ptr<Journal> journal(
      new Journal(std::move(disk), std::unique_ptr<rocksdb::DB>(db), families));
  if (auto checked = journal->CheckFormat(); !checked) {
    return std::unexpected(std::move(checked.error()));
  }
  journal->index_ =
      std::make_unique<JournalIndex>(*db, *families[kStreams], *families[kIds], rows_in_memory);
  return journal;
}

Result<void> Journal::CheckFormat() {
  std::string format;
  const auto found = db_->Get({}, families_[kMeta], Slice(kFormatKey), &format);
  if (found.ok()) {
    for (format_ = keys::kJournalFormat; format_ >= keys::kOldestJournalFormat; --format_) {
      if (format == std::to_string(format_)) return {};
    }
    return Fail(
        ErrorCode::kUnsupported,
        fmt::format("The book is of format {}; this version of Daybook reads formats {} to {}.",
                    format, keys::kOldestJournalFormat, keys::kJournalFormat));
  }
  if (!found.IsNotFound()) return ToError(found, "read the journal's format");
  const auto written = db_->Put(rocks::Synced(), families_[kMeta], Slice(kFormatKey),
                                std::to_string(keys::kJournalFormat));
  if (!written.ok()) return ToError(written, "write the journal's format");
  return {};
}

std::unique_ptr<rocksdb::Iterator> Journal::NewIterator(keys::Family family, bool once) const {
  rocksdb::ReadOptions options;
  options.fill_cache = !once;
  return std::unique_ptr<rocksdb::Iterator>(db_->NewIterator(options, families_[family]));
}

Result<Journal::Head> Journal::ReadHead() const {
  const auto last = NewIterator(kEntries);
  last->SeekToLast();
  if (!last->status().ok()) return ToError(last->status(), "read the last entry");
  if (!last->Valid()) return Head{};
  return Head{.size = keys::LastNumber(View(last->key())) + 1,
              .last_recorded = EntryRecorded(View(last->value()))};
}

Result<std::optional<std::string>> Journal::ReadCheckpoint() const {
  std::string checkpoint;
  const auto status = db_->Get({}, families_[kMeta], Slice(kCheckpointKey), &checkpoint);
  if (status.ok()) return checkpoint;
  if (status.IsNotFound()) return std::nullopt;
  return ToError(status, "read the checkpoint");
}

Result<std::vector<tree::Hash>> Journal::ReadNodes(tree::NodeId first, std::uint64_t count) const {
  std::vector<tree::Hash> hashes;
  const auto it = NewIterator(kNodes);
  it->SeekForPrev(keys::Node(first.level, first.index));
  for (; it->Valid() && hashes.size() < count; it->Next()) {
    std::string_view row =
        HashesFrom({first.level, first.index + hashes.size()}, View(it->key()), View(it->value()));
    if (row.empty()) break;
    for (; row.size() >= sizeof(tree::Hash) && hashes.size() < count;
         row.remove_prefix(sizeof(tree::Hash))) {
      std::ranges::copy(row.substr(0, sizeof(tree::Hash)), hashes.emplace_back().begin());
    }
  }
  if (!it->status().ok()) return ToError(it->status(), "read nodes of the tree");
  if (hashes.size() == count) return hashes;
  return Fail(ErrorCode::kCorrupt, fmt::format("The tree lacks its node {} of level {}.",
                                               first.index + hashes.size(), first.level));
}

Result<void> Journal::Write(const std::vector<Line>& lines, const std::vector<tree::Node>& nodes,
                            std::string_view checkpoint) {
  if (auto room = index_->MakeRoom(); !room) return room;
  rocksdb::WriteBatch batch;
  rocksdb::Status put = batch.Put(families_[kMeta], Slice(kCheckpointKey), Slice(checkpoint));
  for (std::span<const tree::Node> rest = nodes; !rest.empty() && put.ok();) {
    const std::span<const tree::Node> row = FirstRow(rest);
    put = batch.Put(families_[kNodes], keys::Node(row[0].id.level, row[0].id.index), RowValue(row));
    rest = rest.subspan(row.size());
  }
  std::vector<IndexRow> rows;
  rows.reserve(lines.size());
  for (const Line& line : lines) {
    const auto added = batch.Put(families_[kEntries], keys::Number(line.position), line.entry);
    if (!added.ok()) put = added;
    rows.push_back({line.position, line.subject, line.revision, line.key});
  }
  if (!put.ok()) return ToError(put, "gather a group");
  const rocksdb::Status written = db_->Write(rocks::Synced(), &batch);
  if (!written.ok()) return ToError(written, "write and sync a group");
  for (const Line& line : lines) recent_.Add(line.position, line.entry);
  return index_->Add(rows);
}

Result<void> Journal::Resume() {
  const rocksdb::Status resumed = db_->Resume();
  if (!resumed.ok()) return ToError(resumed, "resume writing");
  const rocksdb::Status ready = rocks::MakeResumable(*db_, families_[kMeta]);
  if (!ready.ok()) return ToError(ready, "make the journal ready for a full disk");
  return {};
}

Result<std::string> Journal::Read(Position position) const {
  std::string entry;
  const auto status = db_->Get({}, families_[kEntries], keys::Number(position), &entry);
  if (status.ok()) return entry;
  if (status.IsNotFound()) {
    return Fail(ErrorCode::kNotFound, fmt::format("There is no entry at position {}.", position));
  }
  return ToError(status, fmt::format("read entry {}", position));
}

Result<std::vector<std::string>> Journal::ReadFrom(Position from, std::size_t count_max,
                                                   std::size_t bytes_max) const {
  std::vector<std::string> entries;
  const auto read = ReadEach(from, count_max, bytes_max, [&](Position, std::string_view entry) {
    entries.emplace_back(entry);
    return Result<void>();
  });
  if (!read) return std::unexpected(read.error());
  return entries;
}

Result<std::size_t> Journal::ReadEach(Position from, std::size_t count_max, std::size_t bytes_max,
                                      const TakeEntry& take) const {
  std::size_t count = 0;
  for (const auto& entry : recent_.ReadFrom(from, count_max, bytes_max)) {
    if (auto taken = take(from + count, *entry); !taken) return std::unexpected(taken.error());
    ++count;
  }
  if (count > 0) return count;
  std::size_t bytes = 0;
  const auto it = NewIterator(kEntries, true);
  for (it->Seek(keys::Number(from)); it->Valid(); it->Next()) {
    if (count == count_max || bytes >= bytes_max) break;
    if (keys::LastNumber(View(it->key())) != from + count) {
      return Fail(ErrorCode::kCorrupt,
                  fmt::format("The book has no entry at position {}.", from + count));
    }
    const std::string_view entry = View(it->value());
    if (auto taken = take(from + count, entry); !taken) return std::unexpected(taken.error());
    bytes += entry.size();
    ++count;
  }
  if (!it->status().ok()) return ToError(it->status(), fmt::format("read entries from {}", from));
  return count;
}

Journal::Scan::Scan(std::unique_ptr<rocksdb::Iterator> iterator) : iterator_(std::move(iterator)) {}
Journal::Scan::~Scan() = default;
Journal::Scan::Scan(Scan&&) noexcept = default;

Result<std::string_view> Journal::Scan::At(Position position) {
  const auto here = [this] { return keys::LastNumber(View(iterator_->key())); };
  if (iterator_->Valid() && here() + 1 == position) {
    iterator_->Next();
  } else if (iterator_->Valid() && here() == position + 1) {
    iterator_->Prev();
  } else if (!iterator_->Valid() || here() != position) {
    iterator_->Seek(keys::Number(position));
  }
  if (!iterator_->status().ok()) {
    return ToError(iterator_->status(), fmt::format("read entry {}", position));
  }
  if (!iterator_->Valid() || here() != position) {
    return Fail(ErrorCode::kNotFound, fmt::format("There is no entry at position {}.", position));
  }
  return View(iterator_->value());
}

Result<std::uint32_t> Journal::CopyTo(JournalCopies& copies,
                                      const std::function<bool()>& go_on) const {
  return copies.Add(*db_, go_on);
}

Journal::Scan Journal::NewScan(bool once) const { return Scan(NewIterator(kEntries, once)); }

Result<Position> Journal::FirstRecordedFrom(Instant time, Position size) const {
  Position low = 0;  // recorded times never decrease
  for (Position high = size; low < high;) {
    const Position middle = low + (high - low) / 2;
    const auto entry = Read(middle);
    if (!entry) return std::unexpected(entry.error());
    if (EntryRecorded(*entry) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace daybook
