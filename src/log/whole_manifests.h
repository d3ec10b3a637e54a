// A disk on which RocksDB's MANIFEST is looked at before RocksDB believes it.
//
// A MANIFEST says which families and tables there are. When the length in the header of one of its
// last records leads beyond the end of the file, RocksDB takes the writing of that record for cut
// short, as by a crash, and what follows for never written; so it does when the type of any record
// is one of an earlier file's. A bit that is flipped there, on the disk or on the way from it,
// hides all that follows; and for good, since RocksDB writes a new MANIFEST without it at once, and
// removes the tables that it does not name.

#ifndef DAYBOOK_LOG_WHOLE_MANIFESTS_H_
#define DAYBOOK_LOG_WHOLE_MANIFESTS_H_

#include <memory>
#include <string_view>

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace daybook {

/// Whether a file in RocksDB's log format has a record that RocksDB would take for the end of it,
/// and that is none. Whether it ends in half a record, or any other is damaged, RocksDB can tell
/// itself.
bool HidesRecords(std::string_view manifest);

/// `disk`, but that a MANIFEST that hides records cannot be opened (Corruption). What RocksDB is
/// given of any other is what was looked at. `disk` must outlive it.
std::unique_ptr<rocksdb::Env> WithWholeManifests(rocksdb::Env* disk);

}  // namespace daybook

#endif  // DAYBOOK_LOG_WHOLE_MANIFESTS_H_
