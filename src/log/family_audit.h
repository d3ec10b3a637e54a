// One family of a store held against what the entries say must be in it.

#ifndef DAYBOOK_LOG_FAMILY_AUDIT_H_
#define DAYBOOK_LOG_FAMILY_AUDIT_H_

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "daybook/event.h"
#include "log/index_rows.h"
#include "log/pair_sum.h"
#include "log/store_reader.h"

namespace daybook {

/// What is audited: one family of a store.
struct AuditedFamily {
  const StoreReader& store;
  std::size_t family = 0;
  std::string_view begin;  ///< The first key that is not the store's own.
  /// Which position a stored key and value are about.
  Position (*position_of)(std::string_view key, std::string_view value) = nullptr;
  /// What its rows hold several of, each a pair of its own here: node_rows.h, posting_rows.h,
  /// stream_rows.h.
  enum class Rows : std::uint8_t { kOne, kNodes, kPostings, kStreams };
  Rows rows = Rows::kOne;
  /// Pairs that may be there, and need not; may be null.
  const KeyRows* optional = nullptr;
};

/// Adds up the keys from `from` on and before `to` ("": to the end). `on_keys` is told now and
/// then how many there were since it was told last.
Result<PairSum> SumOf(const AuditedFamily& audited, const SipKey& secret, std::string_view from,
                      std::string_view to, const std::function<void(std::uint64_t)>& on_keys);

/// Calls `pair` with each key and value that must be there, and the position they are due to.
using GivePair =
    std::function<Result<void>(std::string_view key, std::string_view value, Position position)>;
using GiveExpected = std::function<Result<void>(const GivePair& pair)>;

/// Where a family first differs.
struct Difference {
  enum class Kind : std::uint8_t { kMissing, kWrong, kExtra };
  Kind kind = Kind::kMissing;
  Position position = 0;
  std::string key;
};

/// The difference of the lowest position, when there is any. Slow, and it remembers a number for
/// each key: for when the sums have told that there is one.
Result<std::optional<Difference>> FirstDifference(const AuditedFamily& audited,
                                                  const SipKey& secret,
                                                  const GiveExpected& expected);

}  // namespace daybook

#endif  // DAYBOOK_LOG_FAMILY_AUDIT_H_
