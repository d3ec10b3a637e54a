// A disk on which the headers of RocksDB's logs are looked at before RocksDB believes them.
//
// Its MANIFEST says which families and tables there are, its write-ahead logs have what is in no
// table yet. When the length in a header of the last records leads beyond the end of the file,
// RocksDB takes the writing of that record for cut short, as by a crash, and what follows for never
// written; so it does when the type of any record is one of an earlier file's. A bit that is
// flipped there, on the disk or on the way from it, hides all that follows, and for good: of a
// MANIFEST at once, since RocksDB writes a new one without it and removes the tables that it does
// not name; of a log when it is put into tables.

#ifndef DAYBOOK_LOG_WHOLE_HEADERS_H_
#define DAYBOOK_LOG_WHOLE_HEADERS_H_

#include <memory>
#include <string_view>

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace daybook {

/// What zeros in place of a header mean. Of a MANIFEST, whose writing is synced record by record,
/// they are the end of it, and hide whatever comes after. Of a write-ahead log, a power failure may
/// have left them there in place of what was not synced, before more of the same.
enum class Zeros { kAreTheEnd, kMayBeAnywhere };

/// Whether a file in RocksDB's log format, or any block of it, has a record that RocksDB would take
/// for the end of it, and that is none. Whether it ends in half a record, or any other is damaged,
/// RocksDB can tell itself.
bool HidesRecords(std::string_view log, Zeros zeros);

/// `disk`, but that a MANIFEST that hides records cannot be opened, and a write-ahead log not be
/// read (Corruption). What RocksDB is given of any other is what was looked at. `disk` must outlive
/// it.
std::unique_ptr<rocksdb::Env> WithWholeHeaders(rocksdb::Env* disk);

}  // namespace daybook

#endif  // DAYBOOK_LOG_WHOLE_HEADERS_H_
