#include "access/token.h"

#include <gtest/gtest.h>

#include <set>

namespace daybook::access {
namespace {

std::string Made() {
  const auto token = MakeToken();
  EXPECT_TRUE(token.has_value());
  return token.value_or("");
}

std::string WhyNot(const std::string& token) {
  const auto read = ReadToken(token);
  EXPECT_FALSE(read.has_value());
  if (read) return "";
  EXPECT_EQ(read.error().code, ErrorCode::kUnauthenticated);
  return read.error().detail;
}

TEST(TokenTest, AMadeTokenIsReadAndNoOtherIsLikeIt) {
  std::set<std::string> hashes;
  for (int i = 0; i < 100; ++i) {
    const std::string token = Made();
    const auto digest = ReadToken(token);
    ASSERT_TRUE(digest.has_value()) << digest.error().detail;
    EXPECT_TRUE(token.starts_with("daybook_" + digest->prefix + "_"));
    EXPECT_TRUE(hashes.insert(DigestHex(digest->hash)).second);
    EXPECT_TRUE(IsSame(digest->hash, ReadToken(token)->hash));
  }
}

TEST(TokenTest, WhatIsKeptOfItIsTheHashOfItsRandomBits) {
  const std::string token = "daybook_k3x5mqa2_" + std::string(64, '0');
  const std::string checksum = DigestHex(Sha256(token)).substr(0, 8);
  const auto digest = ReadToken(token + checksum);
  ASSERT_TRUE(digest.has_value());
  EXPECT_EQ(digest->prefix, "k3x5mqa2");
  EXPECT_EQ(digest->hash, Sha256(std::string(32, '\0')));
}

TEST(TokenTest, EveryTypingErrorIsToldAsOne) {
  const std::string token = Made();
  for (std::size_t at = 8; at < token.size(); ++at) {
    std::string mistyped = token;
    mistyped[at] = mistyped[at] == '1' ? '2' : '1';
    const std::string why = WhyNot(mistyped);
    EXPECT_TRUE(at == 16 ? why.starts_with("This is no token")
                         : why.starts_with("The token is mistyped"))
        << at << ": " << why;
  }
}

TEST(TokenTest, WhatHasAnotherFormIsNoneAndIsNotRepeated) {
  const std::string token = Made();
  for (const std::string& text :
       {std::string(), std::string("secret-word"), token.substr(1), token + "0",
        token.substr(0, token.size() - 1), "Daybook" + token.substr(7),
        token.substr(0, 20) + "G" + token.substr(21)}) {
    const std::string why = WhyNot(text);
    EXPECT_TRUE(why.starts_with("This is no token")) << why;
    EXPECT_EQ(why.find("secret-word"), std::string::npos);
  }
}

}  // namespace
}  // namespace daybook::access
