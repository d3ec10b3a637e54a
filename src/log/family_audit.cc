#include "log/family_audit.h"

#include <algorithm>
#include <unordered_set>

#include "log/keys.h"
#include "log/node_rows.h"
#include "log/posting_rows.h"
#include "log/stream_rows.h"

namespace daybook {
namespace {

constexpr std::uint64_t kTellEvery = 1 << 16;

bool IsOptional(const AuditedFamily& audited, std::string_view key, std::string_view value) {
  if (audited.optional == nullptr || value.size() != keys::kNumberBytes) return false;
  const auto row =
      std::ranges::lower_bound(*audited.optional, key, {}, &KeyRows::value_type::first);
  return row != audited.optional->end() && row->first == key &&
         row->second == keys::LastNumber(value);
}

// Calls `pair` with what a row of nodes holds. Bytes at its end that are no hash are a pair, too.
template <typename OnPair>
void SplitNodes(std::string_view key, std::string_view value, const OnPair& pair) {
  const auto level = static_cast<std::uint8_t>(key.front());
  std::uint64_t index = keys::LastNumber(key);
  do {
    pair(keys::Node(level, index++), value.substr(0, sizeof(tree::Hash)));
    value.remove_prefix(std::min(value.size(), sizeof(tree::Hash)));
  } while (!value.empty());
}

bool IsPosting(std::string_view key) {
  return key.size() > keys::kNumberBytes && std::string_view("tka").contains(key.front()) &&
         key[key.size() - keys::kNumberBytes - 1] == '\0';
}

std::string_view WithoutNumber(std::string_view key) {
  return key.substr(0, key.size() - std::min(key.size(), keys::kNumberBytes));
}

// The positions of a row of postings; none when it is not one that was written so.
std::vector<Position> ReadPostings(std::string_view key, std::string_view value) {
  std::vector<Position> positions = PositionsOfRow(key, value);
  return StepsOf(positions) == value ? positions : std::vector<Position>();
}

// Calls `pair` with what a row of postings holds.
template <typename OnPair>
void SplitPostings(std::string_view key, std::string_view value, const OnPair& pair) {
  const std::vector<Position> positions = ReadPostings(key, value);
  if (positions.empty()) return pair(key, value);
  for (const Position position : positions) {
    std::string posting(WithoutNumber(key));
    keys::AppendNumber(posting, position);
    pair(posting, std::string_view());
  }
}

// Calls `pair` with what a row of a stream holds.
template <typename OnPair>
void SplitStream(std::string_view key, std::string_view value, const OnPair& pair) {
  const KeyRows rows = RowsOfStream(key, value);
  if (rows.empty()) return pair(key, value);
  for (const auto& [one, position] : rows) pair(one, keys::Number(position));
}

// Calls `pair` with what a stored row holds.
template <typename OnPair>
void SplitRow(AuditedFamily::Rows rows, std::string_view key, std::string_view value,
              const OnPair& pair) {
  using Rows = AuditedFamily::Rows;
  if (rows == Rows::kNodes && key.size() == keys::Node(0, 0).size()) {
    return SplitNodes(key, value, pair);
  }
  if (rows == Rows::kPostings && IsPosting(key)) return SplitPostings(key, value, pair);
  if (rows == Rows::kStreams) return SplitStream(key, value, pair);
  pair(key, value);
}

// The same, but for pairs that need not be there.
template <typename OnPair>
void SplitDue(const AuditedFamily& audited, std::string_view key, std::string_view value,
              const OnPair& pair) {
  SplitRow(audited.rows, key, value, [&](std::string_view one, std::string_view its_value) {
    if (!IsOptional(audited, one, its_value)) pair(one, its_value);
  });
}

// What is stored under the key of a pair, in the row it would be in.
std::optional<std::string> InRow(AuditedFamily::Rows rows, std::string_view key,
                                 const StoreCursor& row) {
  using Rows = AuditedFamily::Rows;
  const std::uint64_t number = keys::LastNumber(key);
  if (rows == Rows::kNodes) {
    const std::string_view hashes =
        HashesFrom({static_cast<std::uint8_t>(key.front()), number}, row.key(), row.value());
    if (hashes.empty()) return std::nullopt;
    return std::string(hashes.substr(0, sizeof(tree::Hash)));
  }
  if (WithoutNumber(row.key()) != WithoutNumber(key)) return std::nullopt;
  if (rows == Rows::kStreams) {
    const std::vector<Position> positions = PositionsOfStreamRow(row.value());
    const std::uint64_t index = number - keys::LastNumber(row.key());
    if (index >= positions.size()) return std::nullopt;
    return keys::Number(positions[index]);
  }
  if (!IsPosting(row.key())) return std::nullopt;
  if (!std::ranges::binary_search(ReadPostings(row.key(), row.value()), number)) {
    return std::nullopt;
  }
  return std::string();
}

// `lookup` is a cursor of the family.
Result<std::optional<std::string>> StoredValue(const AuditedFamily& audited, StoreCursor& lookup,
                                               std::string_view key) {
  using Rows = AuditedFamily::Rows;
  const bool alone =
      audited.rows == Rows::kOne || (audited.rows == Rows::kPostings && !IsPosting(key));
  if (alone) return audited.store.Get(audited.family, key);
  lookup.SeekForPrev(key);
  if (auto read = lookup.status(); !read) return std::unexpected(read.error());
  if (!lookup.Valid()) return std::nullopt;
  return InRow(audited.rows, key, lookup);
}

}  // namespace

Result<PairSum> SumOf(const AuditedFamily& audited, const SipKey& secret, std::string_view from,
                      std::string_view to, const std::function<void(std::uint64_t)>& on_keys) {
  PairSum sum(secret);
  StoreCursor cursor = audited.store.NewCursor(audited.family);
  for (cursor.Seek(from); cursor.Valid() && (to.empty() || cursor.key() < to); cursor.Next()) {
    SplitDue(audited, cursor.key(), cursor.value(),
             [&](std::string_view key, std::string_view value) {
               sum.Add(key, value);
               if (sum.count() % kTellEvery == 0) on_keys(kTellEvery);
             });
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
  StoreCursor lookup = audited.store.NewLookup(audited.family);
  const auto given = expected(
      [&](std::string_view key, std::string_view value, Position position) -> Result<void> {
        due.insert(SipHash(secret, key));
        const auto stored = StoredValue(audited, lookup, key);
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
    SplitDue(audited, cursor.key(), cursor.value(),
             [&](std::string_view key, std::string_view value) {
               if (due.erase(SipHash(secret, key)) == 0) {  // never due, or there twice
                 found(Kind::kExtra, audited.position_of(key, value), key);
               }
             });
  }
  if (auto read = cursor.status(); !read) return std::unexpected(read.error());
  return first;
}

}  // namespace daybook
