// What streams and ids have of each entry, read from the entries.

#ifndef DAYBOOK_LOG_INDEX_ROWS_H_
#define DAYBOOK_LOG_INDEX_ROWS_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daybook/event.h"
#include "log/store_cursor.h"

namespace daybook {

class StoreReader;

/// What streams and ids have of one entry.
struct IndexRow {
  Position position = 0;
  std::string_view subject;
  Revision revision = 0;
  EventKey key{};
};

/// Gives those of the entries from position `from` on, in order, with `entries` a cursor of that
/// family. Ends at the first failure: kCorrupt when an entry is not there or cannot be read.
Result<void> GiveIndexRows(StoreCursor entries, Position from,
                           const std::function<Result<void>(const IndexRow& row)>& give);

/// Keys and the positions they have, ascending.
using KeyRows = std::vector<std::pair<std::string, Position>>;

/// Those that a stored row of streams has; none when it is not one that was written so.
KeyRows RowsOfStream(std::string_view key, std::string_view value);

/// Those of the newest entries, of which streams and ids may have some on disk, or all, or none.
struct NewestRows {
  KeyRows streams, ids;
};
Result<NewestRows> ReadNewestRows(const StoreReader& journal);

/// How many entries' rows a journal's streams and ids have on disk for certain: those of the others
/// are the newest.
Result<Position> StoredRows(const StoreReader& journal);

}  // namespace daybook

#endif  // DAYBOOK_LOG_INDEX_ROWS_H_
