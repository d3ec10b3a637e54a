// Tokens of an identity provider as bearers.

#include <gtest/gtest.h>

#include "http/oidc_fixture.h"

namespace daybook::http {
namespace {

TEST_F(OidcTest, ItsTokenLetsInWhoIsInAGroupAndStampsThem) {
  StartWithProvider();
  ASSERT_EQ(GetStatus(Token()).status, 200) << "the first one waits for the first look";
  const Response appended = PostEvent(
      R"({"specversion":"1.0","id":"1","source":"/test","type":"practice-audit.completed",)"
      R"("subject":"practice-audit/1","data":{"grade":"good"}})",
      Bearer(Token()));
  ASSERT_EQ(appended.status, 201) << appended.body;
  const Response entry = Get("/v1/events/0", Bearer(Token()));
  EXPECT_EQ(entry.Json().at("authtype"), "user");
  EXPECT_EQ(entry.Json().at("authid"), fake_.issuer() + "#ada");
}

TEST_F(OidcTest, AGroupIsARoleAndNoMoreThanThat) {
  StartWithProvider();
  EXPECT_EQ(GetStatus(Token(R"("leads")")).status, 200);
  EXPECT_EQ(PostEvent(EventJson("1"), Bearer(Token(R"(["press"])"))).status, 403);
  EXPECT_EQ(Get("/v1/views/status?audience=board", Bearer(Token(R"(["press"])"))).status, 403);
  EXPECT_EQ(Get("/v1/views/status?audience=public", Bearer(Token(R"(["press"])"))).status, 200);
  EXPECT_EQ(GetStatus(Token(R"(["administrator","quality-lead"])")).status, 403);
  EXPECT_EQ(GetStatus(Token("{}")).status, 403);
}

TEST_F(OidcTest, WhatIsForgedOrForOthersIsRefusedAndSaysWhy) {
  StartWithProvider();
  const std::string claims = fake_.Claims(oidc_.audience, R"(,"roles":["leads"])");
  const auto refused = [&](const std::string& token) {
    const Response response = GetStatus(token);
    EXPECT_EQ(response.status, 401) << response.body;
    EXPECT_EQ(response.Header("www-authenticate"),
              R"(Bearer realm="daybook", error="invalid_token")");
    return response.Json().value("detail", "");
  };
  const std::string none = EncodeBase64Url(R"({"alg":"none"})") + '.' + EncodeBase64Url(claims);
  EXPECT_NE(refused(none + '.').find("not signed by"), std::string::npos);
  EXPECT_NE(refused(testing::HmacToken(R"({"alg":"HS256","kid":"k1"})", claims, fake_.key().Jwk()))
                .find("not signed by"),
            std::string::npos);
  EXPECT_NE(refused(testing::SigningKey("ES256").Token(claims)).find("signature is wrong"),
            std::string::npos);
  EXPECT_NE(refused(fake_.key().Token(fake_.Claims("daybook"))).find("another audience"),
            std::string::npos)
      << "an ID token of the daemon's own is no bearer";
  EXPECT_NE(
      refused(fake_.key().Token(fake_.Claims(oidc_.audience, "", "ada", -61))).find("expired"),
      std::string::npos);
  EXPECT_EQ(refused("a.b"), "This is no token that lets anybody in here.");
  EXPECT_NE(refused(std::string(13'000, 'a') + "." + "a.a").find("too long"), std::string::npos);
}

TEST_F(OidcTest, AKeyThatIsNewIsLookedUpOnceInAWhile) {
  StartWithProvider();
  ASSERT_EQ(GetStatus(Token()).status, 200);
  const testing::SigningKey rotated("EdDSA", "k2");
  const std::string token = rotated.Token(fake_.Claims(oidc_.audience, R"(,"roles":["leads"])"));
  WaitUntilItMayLook();
  const int before = fake_.looks();
  fake_.Publish(rotated.KeySet());
  EXPECT_EQ(GetStatus(token).status, 200);
  EXPECT_EQ(GetStatus(Token()).status, 401) << "the old key was withdrawn";
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(GetStatus(testing::SigningKey("EdDSA", "k" + std::to_string(i + 3))
                            .Token(fake_.Claims(oidc_.audience)))
                  .status,
              401);
  }
  EXPECT_LE(fake_.looks(), before + 2) << "whatever tokens say";
}

TEST_F(OidcTest, WithoutTheProviderOthersComeInAndItIsFoundLater) {
  fake_.BeDown(true);
  StartWithProvider();
  EXPECT_EQ(GetStatus(Token()).status, 503);
  EXPECT_EQ(Get("/v1/views/status", As("director")).status, 200);
  for (int i = 0; i < 1'000 && provider_->trouble().empty(); ++i) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  EXPECT_NE(provider_->trouble().find("status 503"), std::string::npos) << provider_->trouble();
  fake_.BeDown(false);
  EXPECT_TRUE(EventuallyKnown());
  EXPECT_EQ(provider_->trouble(), "");
  EXPECT_EQ(GetStatus(Token()).status, 200);
  fake_.BeDown(true);
  WaitUntilItMayLook();
  EXPECT_EQ(GetStatus(Token()).status, 200) << "its keys are known";
}

TEST_F(OidcTest, KeysThatAreTooOldAreNotBelieved) {
  oidc_.keys_age_max = milliseconds(1);
  oidc_.refresh_least = std::chrono::hours(1);
  StartWithProvider();
  for (int i = 0; i < 1'000 && provider_->looks() == 0; ++i) {
    std::this_thread::sleep_for(milliseconds(10));
  }
  std::this_thread::sleep_for(milliseconds(10));
  EXPECT_EQ(GetStatus(Token()).status, 503);
}

TEST_F(OidcTest, AProviderThatSaysSomethingElseIsNotBelieved) {
  for (const std::string& metadata :
       {std::string("{}"), fake_.Metadata(R"(,"issuer":"http://127.0.0.1:1")"),
        R"({"issuer":"https://other.example"})" + std::string(),
        R"({"issuer":")" + fake_.issuer() + R"(","jwks_uri":"http://192.0.2.1/keys"})",
        R"({"issuer":")" + fake_.issuer() + R"(","jwks_uri":"file:///etc/passwd"})"}) {
    EXPECT_FALSE(ReadMetadata(metadata, fake_.issuer()).has_value()) << metadata;
  }
  EXPECT_TRUE(ReadMetadata(fake_.Metadata(), fake_.issuer()).has_value());
  EXPECT_FALSE(MetadataUrl("http://id.example.org").has_value()) << "in the clear, beyond loopback";
  EXPECT_TRUE(MetadataUrl("https://id.example.org/tenant/").has_value());
  EXPECT_EQ(MetadataUrl("https://id.example.org/tenant/")->target,
            "/tenant/.well-known/openid-configuration");
}

TEST_F(OidcTest, WhoIsRevokedByNameIsOutAtOnce) {
  StartWithProvider();
  const std::string token = Token();
  ASSERT_EQ(GetStatus(token).status, 200);
  const Response revoked =
      PostEvent(R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
                R"("subject":"book/control","data":{"principal":")" +
                    fake_.issuer() + R"(#ada"}})",
                As("administrator"));
  ASSERT_EQ(revoked.status, 201) << revoked.body;
  EXPECT_EQ(GetStatus(token).status, 401);
  EXPECT_EQ(
      GetStatus(fake_.key().Token(fake_.Claims(oidc_.audience, R"(,"roles":["leads"])", "bob")))
          .status,
      200);
}

}  // namespace
}  // namespace daybook::http
