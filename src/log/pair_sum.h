// Whether two stores hold the same, without keeping what either holds.

#ifndef DAYBOOK_LOG_PAIR_SUM_H_
#define DAYBOOK_LOG_PAIR_SUM_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace daybook {

/// SipHash-2-4 (Aumasson and Bernstein, 2012): 64 bits that nobody without the key can aim at.
using SipKey = std::array<std::uint64_t, 2>;
SipKey RandomSipKey();
std::uint64_t SipHash(const SipKey& key, std::string_view bytes);

/// Of one key and its value.
std::uint64_t PairHash(const SipKey& secret, std::string_view key, std::string_view value);

/// Adds up keys and values in whatever order they come. Two sums under one secret are equal when
/// the same pairs, as often each, went into both; else they differ, but for one chance in 2^64,
/// whoever chose the pairs, since the secret is made for one comparison. A value.
class PairSum {
 public:
  explicit PairSum(const SipKey& secret) : secret_(secret) {}

  void Add(std::string_view key, std::string_view value) {
    sum_ += PairHash(secret_, key, value);
    ++count_;
  }
  void Add(const PairSum& other) {
    sum_ += other.sum_;
    count_ += other.count_;
  }
  std::uint64_t count() const { return count_; }

  bool operator==(const PairSum&) const = default;

 private:
  SipKey secret_;
  std::uint64_t sum_ = 0;  // modulo 2^64
  std::uint64_t count_ = 0;
};

}  // namespace daybook

#endif  // DAYBOOK_LOG_PAIR_SUM_H_
