// A store of a book that is looked at, and not changed.

#ifndef DAYBOOK_LOG_STORE_READER_H_
#define DAYBOOK_LOG_STORE_READER_H_

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "log/store_cursor.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
}  // namespace rocksdb

namespace daybook {

/// The journal or a derived store, opened for reading alone: no file of it is written, made or
/// cut. What is in its write-ahead log is read into memory each time. Thread-safe.
class StoreReader {
 public:
  /// Opens the store in `directory`, of which nobody else may be the writer (kBusy). Fails with
  /// kNotFound when there is none and kCorrupt when it is damaged.
  static Result<std::unique_ptr<StoreReader>> Open(const std::filesystem::path& directory,
                                                   std::span<const std::string_view> families);
  ~StoreReader();
  StoreReader(const StoreReader&) = delete;
  StoreReader& operator=(const StoreReader&) = delete;

  /// Of the family at this index of those opened.
  Result<std::optional<std::string>> Get(std::size_t family, std::string_view key) const;
  /// To read on with; and to look here and there.
  StoreCursor NewCursor(std::size_t family) const;
  StoreCursor NewLookup(std::size_t family) const;

 private:
  StoreReader(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> families);

  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;  // owned; destroyed before db_
};

/// A derived store, and how many events of the book it stands on.
struct DerivedReader {
  std::unique_ptr<StoreReader> reader;
  Position position = 0;
};

/// Opens a derived store in the same way. kNotFound, too, when it is of another version: whoever
/// owns it will make it anew.
Result<DerivedReader> OpenDerived(const std::filesystem::path& directory, std::uint32_t version);

}  // namespace daybook

#endif  // DAYBOOK_LOG_STORE_READER_H_
