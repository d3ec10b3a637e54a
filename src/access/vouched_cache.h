// Tokens that were verified a moment ago.

#ifndef DAYBOOK_ACCESS_VOUCHED_CACHE_H_
#define DAYBOOK_ACCESS_VOUCHED_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <mutex>

#include "access/principal.h"
#include "event/sha256.h"

namespace daybook::access {

/// Whose a token is, by the token's hash, so that its signature is verified once and not with every
/// request. Never past the token's expiry, nor with other keys than those it was verified with. Of
/// more than there is room for, the one kept first is forgotten. Thread-safe.
class VouchedCache {
 public:
  explicit VouchedCache(std::size_t count_max) : count_max_(count_max) {}

  /// Null if it is not known. `keys` says which keys there are now.
  PrincipalPtr Find(const Sha256Digest& token, std::uint64_t keys, Instant now);

  void Keep(const Sha256Digest& token, std::uint64_t keys, PrincipalPtr principal, Instant expires);

  std::size_t count() const;

 private:
  struct Known {
    PrincipalPtr principal;
    std::uint64_t keys;
    Instant expires;
    std::list<Sha256Digest>::iterator age;
  };

  const std::size_t count_max_;
  mutable std::mutex mutex_;
  std::map<Sha256Digest, Known> known_;  // guarded by mutex_, like the next
  std::list<Sha256Digest> by_age_;       // the oldest is first
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_VOUCHED_CACHE_H_
