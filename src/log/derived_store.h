// State that can always be derived again from the book: the search index, the stored views.

#ifndef DAYBOOK_LOG_DERIVED_STORE_H_
#define DAYBOOK_LOG_DERIVED_STORE_H_

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "daybook/event.h"
#include "log/store_cursor.h"

namespace rocksdb {
class DB;
class Env;
class WriteBatch;
}  // namespace rocksdb

namespace daybook {

/// Ordered keys and values in a directory of their own, apart from the book's: removing the
/// directory loses nothing but the time to fill it again. Thread-safe, except that one thread
/// writes. A write survives the end of the process; after a power failure the store is at some
/// earlier write, whole, and its follower goes on from there.
class DerivedStore {
 public:
  /// Changes made together. Not thread-safe.
  class Batch {
   public:
    Batch();
    ~Batch();
    Batch(Batch&&) noexcept;
    Batch& operator=(Batch&&) noexcept;
    void Put(std::string_view key, std::string_view value);
    void Delete(std::string_view key);

   private:
    friend class DerivedStore;
    std::unique_ptr<rocksdb::WriteBatch> batch_;
  };

  using Cursor = StoreCursor;

  /// How its tables are merged. By size is for rows that are never written again (rocks.h).
  enum class Merging : std::uint8_t { kByLevels, kBySize };

  /// Opens the store in `directory`, making it when it is not there. A store of another
  /// `version`, or one that stands on more events than the `size` of its book, is emptied: its
  /// owner fills it again. `env` is the disk it is on (BookOptions::env).
  static Result<std::unique_ptr<DerivedStore>> Open(const std::filesystem::path& directory,
                                                    std::uint32_t version, Position size,
                                                    rocksdb::Env* env = nullptr,
                                                    Merging merging = Merging::kByLevels);
  ~DerivedStore();

  /// How many events of the book what is stored stands on.
  Result<Position> position() const;

  /// Applies `batch` and moves to `position`, both or neither.
  Result<void> Write(Batch batch, Position position);

  /// After a full disk: puts the store in order again. Fails while there is no room.
  Result<void> Resume();

  Result<std::optional<std::string>> Get(std::string_view key) const;
  Cursor NewCursor() const;

 private:
  friend class StoreLoader;  // which fills one from nothing
  explicit DerivedStore(std::unique_ptr<rocksdb::DB> db);
  static Result<std::unique_ptr<DerivedStore>> OpenStore(const std::filesystem::path& directory,
                                                         rocksdb::Env* env,
                                                         Merging merging = Merging::kByLevels);
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_DERIVED_STORE_H_
