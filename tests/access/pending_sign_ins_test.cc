#include "access/pending_sign_ins.h"

#include <gtest/gtest.h>

#include "access/vouched_cache.h"

namespace daybook::access {
namespace {

Instant Second(int seconds) { return Instant(std::chrono::seconds(1'800'000'000 + seconds)); }

TEST(PendingSignInsTest, EachEndsOnceInItsBrowserAndTime) {
  PendingSignIns pending(10, std::chrono::seconds(60));
  const auto one = *pending.Begin("/a", Second(0));
  const auto other = *pending.Begin("/b", Second(0));
  EXPECT_FALSE(pending.Take(one.state, other.browser, Second(1)).has_value());
  EXPECT_FALSE(pending.Take("", "", Second(1)).has_value());
  const auto taken = pending.Take(one.state, one.browser, Second(1));
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->back, "/a");
  EXPECT_EQ(taken->nonce, one.pending.nonce);
  EXPECT_EQ(taken->verifier, one.pending.verifier);
  EXPECT_FALSE(pending.Take(one.state, one.browser, Second(1)).has_value());
  EXPECT_FALSE(pending.Take(other.state, other.browser, Second(60)).has_value());
}

TEST(PendingSignInsTest, OfTooManyTheOldestIsForgotten) {
  PendingSignIns pending(2, std::chrono::seconds(60));
  const auto first = *pending.Begin("/", Second(0));
  const auto second = *pending.Begin("/", Second(1));
  const auto third = *pending.Begin("/", Second(2));
  EXPECT_FALSE(pending.Take(first.state, first.browser, Second(3)).has_value());
  EXPECT_TRUE(pending.Take(second.state, second.browser, Second(3)).has_value());
  EXPECT_TRUE(pending.Take(third.state, third.browser, Second(3)).has_value());
}

// RFC 7636, appendix B.
TEST(PendingSignInsTest, TheChallengeIsThatOfTheStandard) {
  EXPECT_EQ(ChallengeOf("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST(VouchedCacheTest, KnowsATokenUntilItExpiresOrTheKeysAreOthers) {
  VouchedCache cache(2);
  const auto ada = std::make_shared<const Principal>();
  cache.Keep(Sha256("a"), 1, ada, Second(10));
  EXPECT_EQ(cache.Find(Sha256("a"), 1, Second(9)), ada);
  EXPECT_EQ(cache.Find(Sha256("b"), 1, Second(9)), nullptr);
  EXPECT_EQ(cache.Find(Sha256("a"), 1, Second(10)), nullptr);
  cache.Keep(Sha256("a"), 1, ada, Second(10));
  EXPECT_EQ(cache.Find(Sha256("a"), 2, Second(0)), nullptr);
  EXPECT_EQ(cache.count(), 0U);
  for (const char* token : {"a", "b", "c", "c"}) cache.Keep(Sha256(token), 1, ada, Second(10));
  EXPECT_EQ(cache.count(), 2U);
  EXPECT_EQ(cache.Find(Sha256("a"), 1, Second(0)), nullptr);
  EXPECT_EQ(cache.Find(Sha256("c"), 1, Second(0)), ada);
}

}  // namespace
}  // namespace daybook::access
