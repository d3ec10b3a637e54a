// Signing in at an identity provider, with everything that can be made to come back from there.

#include <gtest/gtest.h>

#include "http/code_exchange.h"
#include "http/header_text.h"
#include "http/oidc_fixture.h"

namespace daybook::http {
namespace {

class OidcSignInTest : public OidcTest {
 protected:
  void SetUp() override {
    OidcTest::SetUp();
    fake_.OnRedeem([this](const Params& form) { return Redeem(form); });
    StartWithProvider();
  }

  // Where a browser is sent, taken apart, and the cookie it keeps meanwhile.
  struct Begun {
    Params query;
    std::string cookie;
    std::string Field(std::string_view name) const { return std::string(FieldOf(query, name)); }
  };

  Begun Begin(const std::string& back = "/v1/views/status") {
    const Response sent = Get("/sign-in/oidc?return=" + PercentEncode(back));
    EXPECT_EQ(sent.status, 303) << sent.body;
    const std::string location = sent.Header("location");
    EXPECT_TRUE(location.starts_with(fake_.issuer() + "/authorize?")) << location;
    const std::string set = sent.Header("set-cookie");
    EXPECT_TRUE(set.starts_with("daybook-sign-in=")) << set;
    Begun begun;
    begun.query = *ReadForm(location.substr(location.find('?') + 1));
    begun.cookie = set.substr(0, set.find(';'));
    nonce_ = begun.Field("nonce");
    challenge_ = begun.Field("code_challenge");
    return begun;
  }

  Response Return(const std::string& query, const std::string& cookie) {
    return Get("/sign-in/callback?" + query, {{"Cookie", cookie}});
  }
  Response Return(const Begun& begun, const std::string& more = "") {
    return Return("code=c1&state=" + begun.Field("state") + more, begun.cookie);
  }

  // As a provider does it: the verifier is that of the challenge, and a code is good once.
  std::pair<unsigned, std::string> Redeem(const Params& form) {
    form_ = form;
    const bool proven = access::ChallengeOf(FieldOf(form, "code_verifier")) == challenge_;
    if (!proven || FieldOf(form, "code") != "c1") return {400, R"({"error":"invalid_grant"})"};
    const std::string claims = fake_.Claims(
        audience_, R"(,"nonce":")" + nonce_ + R"(","roles":)" + groups_ + more_claims_);
    return {200, R"({"access_token":"x","token_type":"Bearer","id_token":")" +
                     fake_.key().Token(claims) + "\"}"};
  }

  static std::string SignInCookie(const Response& response) {
    const std::string set = response.Header("set-cookie");
    return set.substr(0, set.find(';'));
  }

  std::string nonce_, challenge_, audience_ = "daybook", groups_ = R"(["leads"])", more_claims_;
  Params form_;
};

TEST_F(OidcSignInTest, ACodeBecomesACookieOfWhoSignedIn) {
  const Begun begun = Begin();
  EXPECT_EQ(begun.Field("response_type"), "code");
  EXPECT_EQ(begun.Field("client_id"), "daybook");
  EXPECT_EQ(begun.Field("redirect_uri"), "http://localhost/sign-in/callback");
  EXPECT_EQ(begun.Field("code_challenge_method"), "S256");
  EXPECT_NE(begun.Field("scope").find("openid"), std::string::npos);
  EXPECT_EQ(begun.Field("state").size(), 43U);
  const Response back = Return(begun);
  ASSERT_EQ(back.status, 303) << back.body;
  EXPECT_EQ(back.Header("location"), "/v1/views/status");
  EXPECT_NE(back.Header("set-cookie").find("daybook-sign-in=; "), std::string::npos);
  EXPECT_EQ(FieldOf(form_, "redirect_uri"), "http://localhost/sign-in/callback");
  EXPECT_EQ(FieldOf(form_, "grant_type"), "authorization_code");
  EXPECT_EQ(FieldOf(form_, "client_secret"), "") << "it goes as Basic";
  const Headers cookie = {{"Cookie", SignInCookie(back)}};
  EXPECT_EQ(Get("/v1/views/status", cookie).status, 200);
  const std::string page = Get("/sign-in", cookie).body;
  EXPECT_NE(page.find("signed in as <strong>" + fake_.issuer() + "#ada"), std::string::npos);
  EXPECT_NE(page.find("/sign-in/oidc?return="), std::string::npos);
}

TEST_F(OidcSignInTest, ItEndsOnceAndInTheBrowserItBeganIn) {
  const Begun begun = Begin();
  const std::string query = "code=c1&state=" + begun.Field("state");
  EXPECT_EQ(Return(query, "a=b").status, 403) << "no cookie";
  EXPECT_EQ(Return(query, Begin().cookie).status, 403) << "another browser's";
  nonce_ = begun.Field("nonce");
  challenge_ = begun.Field("code_challenge");
  EXPECT_EQ(Return("code=c1&state=" + std::string(43, 'A'), begun.cookie).status, 403);
  EXPECT_EQ(Return("code=c1", begun.cookie).status, 403);
  EXPECT_EQ(Return(begun).status, 303);
  EXPECT_EQ(Return(begun).status, 403) << "once more";
}

TEST_F(OidcSignInTest, ACodeOfAnotherSignInIsNotRedeemed) {
  Begin();
  const std::string challenge = challenge_;
  const Begun mine = Begin();
  challenge_ = challenge;  // the code is of the first one's
  const Response back = Return(mine);
  EXPECT_EQ(back.status, 403);
  EXPECT_NE(back.body.find("invalid_grant"), std::string::npos);
  EXPECT_EQ(back.Header("set-cookie"), "");
}

TEST_F(OidcSignInTest, ATokenForAnotherSignInOrClientSignsNobodyIn) {
  Begun begun = Begin();
  nonce_ = "other";
  EXPECT_NE(Return(begun).body.find("not for this sign-in"), std::string::npos);
  begun = Begin();
  audience_ = oidc_.audience;
  EXPECT_NE(Return(begun).body.find("another audience"), std::string::npos);
  audience_ = "daybook";
  more_claims_ = R"(,"azp":"other")";
  begun = Begin();
  const Response back = Return(begun);
  EXPECT_EQ(back.status, 403);
  EXPECT_NE(back.body.find("another client"), std::string::npos);
  EXPECT_EQ(back.Header("set-cookie"), "");
}

TEST_F(OidcSignInTest, WhoHasNoRoleIsToldSo) {
  groups_ = R"(["strangers"])";
  const Begun begun = Begin();
  const Response back = Return(begun);
  EXPECT_EQ(back.status, 403);
  EXPECT_NE(back.body.find("no role here"), std::string::npos);
  EXPECT_EQ(back.Header("set-cookie"), "");
}

TEST_F(OidcSignInTest, AnAnswerOfAnotherProviderIsNotTaken) {
  Begun begun = Begin();
  EXPECT_EQ(Return(begun, "&iss=https%3A%2F%2Fevil.example").status, 403);
  begun = Begin();
  EXPECT_EQ(Return(begun, "&iss=" + PercentEncode(fake_.issuer())).status, 303);
}

TEST_F(OidcSignInTest, ARefusalIsShownInItsOwnWordAlone) {
  Begun begun = Begin();
  const auto refused = [&](const std::string& error) {
    begun = Begin();
    return Return("error=" + PercentEncode(error) + "&state=" + begun.Field("state"), begun.cookie);
  };
  EXPECT_NE(refused("access_denied").body.find("access_denied"), std::string::npos);
  EXPECT_EQ(refused("<b>You won</b>").body.find("won"), std::string::npos);
  EXPECT_EQ(refused("access_denied").status, 403);
}

TEST_F(OidcSignInTest, NobodyIsLedToAnotherSite) {
  for (const char* back : {"https://evil.example", "//evil.example", "/\\evil"}) {
    const Begun begun = Begin(back);
    EXPECT_EQ(Return(begun).Header("location"), "/") << back;
  }
}

TEST_F(OidcSignInTest, ANewKeyIsLookedUpWhenSomebodySignsIn) {
  const Begun begun = Begin();
  const testing::SigningKey rotated("EdDSA", "k2");
  WaitUntilItMayLook();
  fake_.Publish(rotated.KeySet());
  const std::string nonce = nonce_;
  fake_.OnRedeem([&](const Params&) -> std::pair<unsigned, std::string> {
    const std::string claims =
        fake_.Claims("daybook", R"(,"roles":["leads"],"nonce":")" + nonce + "\"");
    return {200, R"({"id_token":")" + rotated.Token(claims) + "\"}"};
  });
  EXPECT_EQ(Return(begun).status, 303);
}

TEST_F(OidcSignInTest, WhoIsRevokedIsSignedOut) {
  const Begun begun = Begin();
  const Headers cookie = {{"Cookie", SignInCookie(Return(begun))}};
  ASSERT_EQ(Get("/v1/views/status", cookie).status, 200);
  const Response revoked =
      PostEvent(R"({"specversion":"1.0","id":"r","source":"/test","type":"access.revoked",)"
                R"("subject":"book/control","data":{"principal":")" +
                    fake_.issuer() + R"(#ada"}})",
                As("administrator"));
  ASSERT_EQ(revoked.status, 201) << revoked.body;
  EXPECT_EQ(Get("/v1/views/status", cookie).status, 401);
  const Begun again = Begin();
  EXPECT_EQ(Return(again).status, 403);
}

TEST_F(OidcSignInTest, ABrokenAnswerOfTheProviderIsNobodysFault) {
  for (const auto& [status, body] : std::vector<std::pair<unsigned, std::string>>{
           {500, ""}, {200, "{}"}, {200, "[]"}, {200, R"({"id_token":7})"}, {302, ""}}) {
    fake_.OnRedeem([&](const Params&) { return std::pair(status, body); });
    const Begun begun = Begin();
    EXPECT_EQ(Return(begun).status, 503) << status << body;
  }
}

TEST_F(OidcSignInTest, ASecretIsEncodedAsInAFormBeforeItIsBasic) {
  const auto metadata = *ReadMetadata(fake_.Metadata(), fake_.issuer());
  const FetchRequest basic = RedeemRequest({}, metadata, oidc_, "c", "v", "r");
  EXPECT_EQ(basic.authorization, "Basic " + EncodeBase64("daybook:hush%20%26%20more"));
  const auto in_body = *ReadMetadata(
      fake_.Metadata(R"(,"token_endpoint_auth_methods_supported":["client_secret_post"])"),
      fake_.issuer());
  const FetchRequest posted = RedeemRequest({}, in_body, oidc_, "c", "v", "r");
  EXPECT_EQ(posted.authorization, "");
  EXPECT_NE(posted.body.find("client_secret=hush%20%26%20more"), std::string::npos);
}

}  // namespace
}  // namespace daybook::http
