#include "log/family_audit.h"

#include <unordered_set>

namespace daybook {
namespace {

constexpr std::uint64_t kTellEvery = 1 << 16;

}  // namespace

Result<PairSum> SumOf(const AuditedFamily& audited, const SipKey& secret, std::string_view from,
                      std::string_view to, const std::function<void(std::uint64_t)>& on_keys) {
  PairSum sum(secret);
  StoreCursor cursor = audited.store.NewCursor(audited.family);
  for (cursor.Seek(from); cursor.Valid() && (to.empty() || cursor.key() < to); cursor.Next()) {
    sum.Add(cursor.key(), cursor.value());
    if (sum.count() % kTellEvery == 0) on_keys(kTellEvery);
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  on_keys(sum.count() % kTellEvery);
  return sum;
}

Result<std::optional<Difference>> FirstDifference(const AuditedFamily& audited,
                                                  const SipKey& secret,
                                                  const GiveExpected& expected) {
  using Kind = Difference::Kind;
  std::optional<Difference> first;
  const auto found = [&first](Kind kind, Position position, std::string_view key) {
    if (!first || position < first->position) first = Difference{kind, position, std::string(key)};
  };
  std::unordered_set<std::uint64_t> due;
  const auto given = expected(
      [&](std::string_view key, std::string_view value, Position position) -> Result<void> {
        due.insert(SipHash(secret, key));
        const auto stored = audited.store.Get(audited.family, key);
        if (!stored) return std::unexpected(stored.error());
        if (!*stored) {
          found(Kind::kMissing, position, key);
        } else if (**stored != value) {
          found(Kind::kWrong, position, key);
        }
        return {};
      });
  if (!given) return std::unexpected(given.error());
  StoreCursor cursor = audited.store.NewCursor(audited.family);
  for (cursor.Seek(audited.begin); cursor.Valid(); cursor.Next()) {
    if (due.contains(SipHash(secret, cursor.key()))) continue;
    found(Kind::kExtra, audited.position_of(cursor.key(), cursor.value()), cursor.key());
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  return first;
}

}  // namespace daybook
