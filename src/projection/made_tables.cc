#include "projection/made_tables.h"

#include <utility>
#include <variant>

namespace daybook::projection {
namespace {

using improvement::Table;

// Texts that fit in a string object take no more than that.
std::size_t TextBytes(const improvement::Cell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr || text->capacity() <= std::string().capacity() ? 0 : text->capacity() + 1;
}

std::size_t BytesOf(const Table& table) {
  std::size_t bytes = sizeof(Table) + table.columns.size() * sizeof(std::string);
  for (const auto& row : table.rows) {
    bytes += sizeof(std::vector<improvement::Cell>) + row.capacity() * sizeof(improvement::Cell);
    for (const auto& cell : row) bytes += TextBytes(cell);
  }
  return bytes;
}

}  // namespace

std::shared_ptr<const Table> MadeTables::Get(const TableKey& key,
                                             const std::function<Table()>& make) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = by_key_.find(key); found != by_key_.end()) {
      kept_.splice(kept_.begin(), kept_, found->second);
      return found->second->table;
    }
  }
  // Two who ask at once both make it: better than one waiting for what somebody else wants.
  auto table = std::make_shared<const Table>(make());
  const std::size_t bytes = BytesOf(*table);
  if (bytes > bytes_max_ / 4) return table;
  const std::scoped_lock lock(mutex_);
  const auto [at, is_new] = by_key_.try_emplace(key);
  if (!is_new) return at->second->table;
  kept_.push_front({.key = &at->first, .table = table, .bytes = bytes});
  at->second = kept_.begin();
  bytes_ += bytes;
  while (bytes_ > bytes_max_) {
    bytes_ -= kept_.back().bytes;
    by_key_.erase(*kept_.back().key);
    kept_.pop_back();
  }
  return table;
}

std::size_t MadeTables::bytes() const {
  const std::scoped_lock lock(mutex_);
  return bytes_;
}

}  // namespace daybook::projection
