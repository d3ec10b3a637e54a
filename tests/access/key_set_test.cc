#include "access/key_set.h"

#include <gtest/gtest.h>

#include "support/signing_key.h"

namespace daybook::access {
namespace {

using testing::SigningKey;

std::size_t KeysIn(const std::string& json) {
  const auto set = KeySet::Parse(json);
  EXPECT_TRUE(set.has_value()) << set.error().detail;
  return set ? set->size() : 0;
}

TEST(KeySetTest, WhatSignsIsFoundByItsIdAndFitsOneAlgorithm) {
  for (const char* algorithm : {"RS256", "PS256", "ES256", "EdDSA"}) {
    const SigningKey key(algorithm, "mine");
    const auto set = KeySet::Parse(key.KeySet(R"(,"use":"sig")"));
    ASSERT_TRUE(set.has_value()) << algorithm;
    const auto wanted = *ParseSignatureAlgorithm(algorithm);
    const auto found = set->Find("mine", wanted);
    ASSERT_TRUE(found.has_value()) << algorithm;
    EXPECT_TRUE(IsSignedBy(**found, wanted, "text", key.Sign("text")));
    EXPECT_FALSE(IsSignedBy(**found, wanted, "other", key.Sign("text")));
    EXPECT_FALSE(IsSignedBy(**found, wanted, "text", ""));
    EXPECT_TRUE(set->Find("", wanted).has_value()) << "the only one that fits";
    EXPECT_EQ(set->Find("yours", wanted).error(), JwtFault::kUnknownKey);
  }
}

TEST(KeySetTest, AKeyIsForNoOtherAlgorithmThanItsOwn) {
  const auto set = KeySet::Parse(SigningKey("RS256").KeySet());
  EXPECT_TRUE(set->Find("k1", SignatureAlgorithm::kPs256).has_value()) << "it does not say which";
  EXPECT_EQ(set->Find("k1", SignatureAlgorithm::kEs256).error(), JwtFault::kUnfitKey);
  EXPECT_EQ(set->Find("k1", SignatureAlgorithm::kEdDsa).error(), JwtFault::kUnfitKey);
  const auto one = KeySet::Parse(SigningKey("RS256").KeySet(R"(,"alg":"RS256")"));
  EXPECT_TRUE(one->Find("k1", SignatureAlgorithm::kRs256).has_value());
  EXPECT_EQ(one->Find("k1", SignatureAlgorithm::kPs256).error(), JwtFault::kUnfitKey);
}

TEST(KeySetTest, WhichOfSeveralIsMeantMustBeSaid) {
  const std::string two =
      R"({"keys":[)" + SigningKey("ES256", "a").Jwk() + ',' + SigningKey("ES256", "b").Jwk() + "]}";
  const auto set = KeySet::Parse(two);
  EXPECT_EQ(set->size(), 2U);
  EXPECT_EQ(set->Find("", SignatureAlgorithm::kEs256).error(), JwtFault::kUnknownKey);
  EXPECT_TRUE(set->Find("b", SignatureAlgorithm::kEs256).has_value());
}

TEST(KeySetTest, WhatVerifiesNothingThatIsBelievedIsLeftOut) {
  const SigningKey rsa("RS256");
  for (const char* more : {R"(,"use":"enc")", R"(,"alg":"RSA-OAEP")", R"(,"alg":"HS256")",
                           R"(,"alg":"ES256")", R"(,"key_ops":["encrypt"])", R"(,"use":7)"}) {
    EXPECT_EQ(KeysIn(rsa.KeySet(more)), 0U) << more;
  }
  EXPECT_EQ(KeysIn(rsa.KeySet(R"(,"key_ops":["sign","verify"])")), 1U);
  EXPECT_EQ(KeysIn(R"({"keys":[{"kty":"oct","k":"c2VjcmV0"},{"kty":"EC","crv":"P-521"},{}]})"), 0U);
  EXPECT_EQ(KeysIn(SigningKey("RS256", "k1", 1'024).KeySet()), 0U) << "too short to be believed";
}

TEST(KeySetTest, WhatIsNoKeyIsAnError) {
  for (const char* json : {
           "",
           "[]",
           "{}",
           R"({"keys":{}})",
           R"({"keys":[],"keys":[]})",
           R"({"keys":[{"kty":"RSA","n":"AQAB","e":"AQAC"}]})",
           R"({"keys":[{"kty":"RSA","n":"!","e":"AQAB"}]})",
           R"({"keys":[{"kty":"OKP","crv":"Ed25519","x":"AQAB"}]})",
           R"({"keys":[{"kty":"EC","crv":"P-256","x":"AQAB","y":"AQAB"}]})",
           R"({"keys":[{"kty":"EC","crv":"P-256",)"
           R"("x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE",)"
           R"("y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"}]})",
       }) {
    EXPECT_FALSE(KeySet::Parse(json).has_value()) << json;
  }
  EXPECT_FALSE(KeySet::Parse(std::string(kKeySetBytes + 1, ' ')).has_value());
  std::string many = R"({"keys":[{})";
  for (std::size_t i = 0; i < kKeySetKeys; ++i) many += ",{}";
  EXPECT_FALSE(KeySet::Parse(many + "]}").has_value());
}

}  // namespace
}  // namespace daybook::access
