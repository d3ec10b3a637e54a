#include "access/vouched_cache.h"

#include <utility>

namespace daybook::access {

PrincipalPtr VouchedCache::Find(const Sha256Digest& token, std::uint64_t keys, Instant now) {
  const std::scoped_lock lock(mutex_);
  const auto found = known_.find(token);
  if (found == known_.end()) return nullptr;
  if (found->second.keys == keys && now < found->second.expires) return found->second.principal;
  by_age_.erase(found->second.age);
  known_.erase(found);
  return nullptr;
}

void VouchedCache::Keep(const Sha256Digest& token, std::uint64_t keys, PrincipalPtr principal,
                        Instant expires) {
  const std::scoped_lock lock(mutex_);
  if (known_.contains(token)) return;  // another connection was quicker
  while (known_.size() >= count_max_) {
    known_.erase(by_age_.front());
    by_age_.pop_front();
  }
  const auto age = by_age_.insert(by_age_.end(), token);
  known_.emplace(token, Known{std::move(principal), keys, expires, age});
}

std::size_t VouchedCache::count() const {
  const std::scoped_lock lock(mutex_);
  return known_.size();
}

}  // namespace daybook::access
