#include "access/sign_ins.h"

#include <gtest/gtest.h>

namespace daybook::access {
namespace {

Instant After(int seconds) { return Instant(std::chrono::seconds(1'800'000'000 + seconds)); }

PrincipalPtr Named(const std::string& name) {
  return std::make_shared<const Principal>(Principal{.name = name});
}

TEST(SignInsTest, ASecretIsWhoseItIsUntilTheySignOut) {
  SignIns sign_ins;
  const auto ada = Named("ada");
  const std::string secret = *sign_ins.Begin(ada, After(0));
  EXPECT_EQ(secret.size(), 43U);
  EXPECT_EQ(sign_ins.Find(secret, After(1)), ada);
  EXPECT_EQ(sign_ins.Find(secret + "x", After(1)), nullptr);
  EXPECT_EQ(sign_ins.Find("", After(1)), nullptr);
  EXPECT_TRUE(sign_ins.IsOn(Sha256(secret), After(1)));
  sign_ins.End(secret);
  EXPECT_EQ(sign_ins.Find(secret, After(1)), nullptr);
  EXPECT_FALSE(sign_ins.IsOn(Sha256(secret), After(1)));
}

TEST(SignInsTest, EachHasASecretOfItsOwn) {
  SignIns sign_ins;
  const auto ada = Named("ada");
  const std::string one = *sign_ins.Begin(ada, After(0));
  const std::string other = *sign_ins.Begin(ada, After(0));
  EXPECT_NE(one, other);
  EXPECT_NE(CsrfToken(one), CsrfToken(other));
  EXPECT_EQ(CsrfToken(one), CsrfToken(one));
  EXPECT_EQ(CsrfToken(one).find(one), std::string::npos);
  EXPECT_TRUE(IsSameSecret(one, one));
  EXPECT_FALSE(IsSameSecret(one, other));
  EXPECT_FALSE(IsSameSecret(one, one.substr(1)));
}

TEST(SignInsTest, ItEndsWhenNobodyIsThere) {
  SignIns sign_ins({.idle = std::chrono::seconds(10), .lifetime = std::chrono::seconds(100)});
  const std::string secret = *sign_ins.Begin(Named("ada"), After(0));
  for (int i = 1; i <= 10; ++i) EXPECT_NE(sign_ins.Find(secret, After(9 * i)), nullptr) << i;
  EXPECT_NE(sign_ins.Find(secret, After(99)), nullptr);
  EXPECT_EQ(sign_ins.Find(secret, After(100)), nullptr) << "however busy it was";
  const std::string quiet = *sign_ins.Begin(Named("ada"), After(0));
  EXPECT_EQ(sign_ins.Find(quiet, After(10)), nullptr);
  EXPECT_EQ(sign_ins.Find(quiet, After(1)), nullptr) << "for good";
  EXPECT_EQ(sign_ins.count(), 0U);
}

TEST(SignInsTest, ItEndsWithWhatLetThemIn) {
  SignIns sign_ins;
  Principal principal{.name = "ada"};
  principal.expires = After(50);
  const std::string secret =
      *sign_ins.Begin(std::make_shared<const Principal>(principal), After(0));
  EXPECT_NE(sign_ins.Find(secret, After(49)), nullptr);
  EXPECT_EQ(sign_ins.Find(secret, After(50)), nullptr);
}

TEST(SignInsTest, OfTooManyTheQuietestEnds) {
  SignIns sign_ins({.count_max = 3, .principal_max = 2});
  const std::string a = *sign_ins.Begin(Named("ada"), After(0));
  const std::string b = *sign_ins.Begin(Named("ada"), After(1));
  EXPECT_NE(sign_ins.Find(a, After(2)), nullptr);
  const std::string c = *sign_ins.Begin(Named("ada"), After(3));
  EXPECT_EQ(sign_ins.Find(b, After(4)), nullptr) << "one of their own";
  EXPECT_NE(sign_ins.Find(a, After(4)), nullptr);
  EXPECT_NE(sign_ins.Find(c, After(4)), nullptr);
  const std::string d = *sign_ins.Begin(Named("bob"), After(5));
  const std::string e = *sign_ins.Begin(Named("eve"), After(6));
  EXPECT_EQ(sign_ins.Find(a, After(7)), nullptr) << "the quietest of all";
  EXPECT_NE(sign_ins.Find(d, After(7)), nullptr);
  EXPECT_NE(sign_ins.Find(e, After(7)), nullptr);
  EXPECT_EQ(sign_ins.count(), 3U);
}

}  // namespace
}  // namespace daybook::access
