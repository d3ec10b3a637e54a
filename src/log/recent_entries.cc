#include "log/recent_entries.h"

#include <cassert>
#include <mutex>

namespace daybook {

void RecentEntries::Add(Position position, std::string_view entry) {
  auto added = std::make_shared<const std::string>(entry);
  const std::unique_lock lock(mutex_);
  if (entries_.empty()) begin_ = position;
  assert(position == begin_ + entries_.size());
  bytes_ += added->size();
  entries_.push_back(std::move(added));
  while (bytes_ > bytes_max_ && entries_.size() > 1) {
    bytes_ -= entries_.front()->size();
    entries_.pop_front();
    ++begin_;
  }
}

std::vector<std::shared_ptr<const std::string>> RecentEntries::ReadFrom(
    Position from, std::size_t count_max, std::size_t bytes_max) const {
  std::vector<std::shared_ptr<const std::string>> entries;
  const std::shared_lock lock(mutex_);
  if (from < begin_) return entries;
  std::size_t bytes = 0;
  for (std::size_t i = from - begin_;
       i < entries_.size() && entries.size() < count_max && bytes < bytes_max; ++i) {
    entries.push_back(entries_[i]);
    bytes += entries_[i]->size();
  }
  return entries;
}

}  // namespace daybook
