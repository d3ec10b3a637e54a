// Filling a derived store from nothing.

#ifndef DAYBOOK_LOG_STORE_LOADER_H_
#define DAYBOOK_LOG_STORE_LOADER_H_

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "daybook/event.h"
#include "log/derived_store.h"

namespace rocksdb {
class SstFileWriter;
}

namespace daybook {

/// Writes keys that come in order as the tables they end up in, without a log before them and
/// without sorting them again: several times faster than DerivedStore::Write. Not thread-safe.
///
/// The store is there, whole, once Finish returns: whoever keeps it gives it its place only then.
class StoreLoader {
 public:
  /// Fills `directory`, which must be empty or not there. Fails with kIo.
  static Result<std::unique_ptr<StoreLoader>> Open(const std::filesystem::path& directory,
                                                   std::uint32_t version);
  ~StoreLoader();
  StoreLoader(const StoreLoader&) = delete;
  StoreLoader& operator=(const StoreLoader&) = delete;

  /// `key` comes after all before it, and after the keys that every derived store has.
  Result<void> Put(std::string_view key, std::string_view value);

  /// Opens the store with all that was put, standing on `position` events of the book.
  Result<std::unique_ptr<DerivedStore>> Finish(Position position);

 private:
  StoreLoader(std::filesystem::path directory, std::uint32_t version,
              std::unique_ptr<DerivedStore> store);
  Result<void> Begin();
  Result<void> End();

  const std::filesystem::path directory_;
  const std::uint32_t version_;
  std::unique_ptr<DerivedStore> store_;
  std::unique_ptr<rocksdb::SstFileWriter> table_;  // null between two of them
  std::vector<std::string> files_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_STORE_LOADER_H_
