#include "log/pair_sum.h"

#include <gtest/gtest.h>

#include <string>

namespace daybook {
namespace {

TEST(SipHashTest, HasTheVectorsOfItsAuthors) {
  const SipKey key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
  EXPECT_EQ(SipHash(key, ""), 0x726fdb47dd0e0e31U);
  EXPECT_EQ(SipHash(key, std::string(1, '\0')), 0x74f839c593dc67fdU);
  std::string bytes;
  for (char c = 0; c < 15; ++c) bytes += c;
  EXPECT_EQ(SipHash(key, bytes), 0xa129ca6149be45e5U);
}

TEST(PairSumTest, TheOrderMakesNoDifferenceAndEverythingElseDoes) {
  const SipKey secret = RandomSipKey();
  const auto sum = [&](std::initializer_list<std::pair<const char*, const char*>> pairs) {
    PairSum total(secret);
    for (const auto& [key, value] : pairs) total.Add(key, value);
    return total;
  };
  const PairSum two = sum({{"a", "1"}, {"b", "2"}});
  EXPECT_EQ(two, sum({{"b", "2"}, {"a", "1"}}));
  EXPECT_NE(two, sum({{"a", "1"}}));
  EXPECT_NE(two, sum({{"a", "2"}, {"b", "1"}}));
  EXPECT_NE(two, sum({{"a", "1"}, {"b", "2"}, {"b", "2"}}));
  EXPECT_NE(sum({{"ab", "c"}}), sum({{"a", "bc"}})) << "a key ends where it ends";
  PairSum parts = sum({{"a", "1"}});
  parts.Add(sum({{"b", "2"}}));
  EXPECT_EQ(parts, two);
}

TEST(PairSumTest, EverySecretIsAnother) { EXPECT_NE(RandomSipKey(), RandomSipKey()); }

}  // namespace
}  // namespace daybook
