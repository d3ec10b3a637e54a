#include "log/store_cursor.h"

#include <rocksdb/iterator.h>

#include "log/rocks.h"

namespace daybook {

using rocks::Slice;
using rocks::View;

StoreCursor::StoreCursor(std::unique_ptr<rocksdb::Iterator> iterator)
    : iterator_(std::move(iterator)) {}
StoreCursor::~StoreCursor() = default;
StoreCursor::StoreCursor(StoreCursor&&) noexcept = default;

void StoreCursor::Seek(std::string_view key) { iterator_->Seek(Slice(key)); }
void StoreCursor::SeekForPrev(std::string_view key) { iterator_->SeekForPrev(Slice(key)); }
void StoreCursor::SeekToLast() { iterator_->SeekToLast(); }
void StoreCursor::Next() { iterator_->Next(); }
void StoreCursor::Prev() { iterator_->Prev(); }
bool StoreCursor::Valid() const { return iterator_->Valid(); }
std::string_view StoreCursor::key() const { return View(iterator_->key()); }
std::string_view StoreCursor::value() const { return View(iterator_->value()); }

Result<void> StoreCursor::status() const {
  if (iterator_->status().ok()) return {};
  return rocks::ToError(iterator_->status(), "read a store");
}

}  // namespace daybook
