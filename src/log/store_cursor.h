// Walking over the keys of a store.

#ifndef DAYBOOK_LOG_STORE_CURSOR_H_
#define DAYBOOK_LOG_STORE_CURSOR_H_

#include <memory>
#include <string_view>

#include "daybook/error.h"

namespace rocksdb {
class Iterator;
}

namespace daybook {

/// A place among the keys. Short-lived: it holds on to the state it was made at. Not thread-safe.
class StoreCursor {
 public:
  explicit StoreCursor(std::unique_ptr<rocksdb::Iterator> iterator);
  ~StoreCursor();
  StoreCursor(StoreCursor&&) noexcept;

  void Seek(std::string_view key);         ///< To the first key ≥ `key`.
  void SeekForPrev(std::string_view key);  ///< To the last key ≤ `key`.
  void SeekToLast();
  void Next();
  void Prev();
  bool Valid() const;  ///< False past either end, and after a failed read: see `status`.
  std::string_view key() const;
  std::string_view value() const;
  Result<void> status() const;

 private:
  std::unique_ptr<rocksdb::Iterator> iterator_;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_STORE_CURSOR_H_
