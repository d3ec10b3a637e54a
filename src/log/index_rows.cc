#include "log/index_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "event/entry.h"
#include "event/event_key.h"
#include "log/keys.h"
#include "log/store_reader.h"
#include "log/stream_rows.h"

namespace daybook {

Result<void> GiveIndexRows(StoreCursor entries, Position from,
                           const std::function<Result<void>(const IndexRow& row)>& give) {
  EntryReader reader;
  Position position = from;
  for (entries.Seek(keys::Number(from)); entries.Valid(); entries.Next(), ++position) {
    if (keys::LastNumber(entries.key()) != position) {
      return Fail(ErrorCode::kCorrupt, fmt::format("There is no entry at position {}.", position));
    }
    const auto entry = reader.Read(entries.value());
    if (!entry) {
      return Fail(ErrorCode::kCorrupt, fmt::format("The entry at position {} is damaged: {}",
                                                   position, entry.error().detail));
    }
    auto given =
        give({position, entry->subject, entry->revision, MakeEventKey(entry->id, entry->source)});
    if (!given) return given;
  }
  return entries.status();
}

Result<Position> StoredRows(const StoreReader& journal) {
  const auto stored = journal.Get(keys::kStreams, keys::kStoredKey);
  if (!stored) return std::unexpected(stored.error());
  return *stored ? keys::LastNumber(**stored) : 0;
}

KeyRows RowsOfStream(std::string_view key, std::string_view value) {
  KeyRows rows;
  const std::string_view prefix =
      key.substr(0, key.size() - std::min(key.size(), keys::kNumberBytes));
  Revision revision = keys::LastNumber(key);
  for (const Position position : PositionsOfStreamRow(value)) {
    rows.emplace_back(std::string(prefix) + keys::Number(revision++), position);
  }
  return rows;
}

Result<NewestRows> ReadNewestRows(const StoreReader& journal) {
  const auto stored = StoredRows(journal);
  if (!stored) return std::unexpected(stored.error());
  NewestRows rows;
  const auto given = GiveIndexRows(
      journal.NewCursor(keys::kEntries), *stored, [&rows](const IndexRow& row) -> Result<void> {
        rows.streams.emplace_back(keys::Stream(row.subject, row.revision), row.position);
        rows.ids.emplace_back(keys::Id(row.key), row.position);
        return {};
      });
  if (!given) return std::unexpected(given.error());
  std::ranges::sort(rows.streams);
  std::ranges::sort(rows.ids);
  return rows;
}

}  // namespace daybook
