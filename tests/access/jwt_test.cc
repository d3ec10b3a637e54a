// Tokens that are forged, for others, of another time, or only look like some.

#include "access/jwt.h"

#include <gtest/gtest.h>

#include "support/signing_key.h"

namespace daybook::access {
namespace {

using testing::SigningKey;

constexpr std::int64_t kNow = 1'800'000'000;

Instant At(std::int64_t seconds) { return Instant(std::chrono::seconds(seconds)); }

// The claims of a good token, with `more` behind them.
std::string GoodClaims(const std::string& more = "") {
  return R"({"iss":"https://id.example.org","aud":"daybook","sub":"ada","iat":1799999990,)"
         R"("exp":1800000300,"roles":["board","staff"])" +
         more + "}";
}

// The same with one claim as another JSON text; without it, if that is "".
std::string ClaimsWith(const std::string& name, const std::string& value) {
  std::string json = "{";
  for (const auto& [key, text] :
       std::map<std::string, std::string>{{"iss", R"("https://id.example.org")"},
                                          {"aud", R"("daybook")"},
                                          {"sub", R"("ada")"},
                                          {"exp", "1800000300"}}) {
    if (key != name) json += '"' + key + "\":" + text + ',';
  }
  if (!value.empty()) json += '"' + name + "\":" + value + ',';
  return json + R"("z":1})";
}

class JwtTest : public ::testing::Test {
 protected:
  std::expected<Claims, JwtFault> Verify(const std::string& token, std::int64_t now = kNow) {
    return VerifyJwt(token, keys_, expected_, At(now));
  }
  JwtFault FaultOf(const std::string& token, std::int64_t now = kNow) {
    const auto claims = Verify(token, now);
    EXPECT_FALSE(claims.has_value());
    return claims ? JwtFault::kTooLong : claims.error();
  }
  bool Believes(const std::string& claims) { return Verify(key_.Token(claims)).has_value(); }

  SigningKey key_{"ES256"};
  KeySet keys_ = *KeySet::Parse(key_.KeySet());
  JwtExpectation expected_{.issuer = "https://id.example.org", .audience = "daybook"};
};

TEST_F(JwtTest, ATokenOfEachAllowedAlgorithmIsBelieved) {
  for (const char* algorithm : {"RS256", "PS256", "ES256", "EdDSA"}) {
    const SigningKey key(algorithm);
    keys_ = *KeySet::Parse(key.KeySet());
    const auto claims = Verify(key.Token(GoodClaims()));
    ASSERT_TRUE(claims.has_value()) << algorithm << ReasonOf(claims.error());
    EXPECT_EQ(claims->subject, "ada");
    EXPECT_EQ(claims->expires, At(1'800'000'300));
    EXPECT_EQ(claims->groups, (std::vector<std::string>{"board", "staff"}));
  }
}

TEST_F(JwtTest, WithoutASignatureNothingIs) {
  for (const char* none : {"none", "None", "NONE", "nOnE", ""}) {
    const std::string header = std::string(R"({"alg":")") + none + "\"}";
    const std::string unsigned_token =
        EncodeBase64Url(header) + '.' + EncodeBase64Url(GoodClaims()) + '.';
    EXPECT_EQ(FaultOf(unsigned_token), JwtFault::kAlgorithm) << none;
    EXPECT_EQ(FaultOf(unsigned_token + "AAAA"), JwtFault::kAlgorithm) << none;
  }
  const std::string good = key_.Token(GoodClaims());
  EXPECT_EQ(FaultOf(good.substr(0, good.rfind('.') + 1)), JwtFault::kSignature);
  EXPECT_EQ(FaultOf(good.substr(0, good.rfind('.'))), JwtFault::kForm);
}

TEST_F(JwtTest, APublicKeyIsNoSharedSecret) {
  const SigningKey rsa("RS256");
  keys_ = *KeySet::Parse(rsa.KeySet());
  for (const char* algorithm : {"HS256", "HS384", "HS512"}) {
    const std::string header = std::string(R"({"alg":")") + algorithm + R"(","kid":"k1"})";
    EXPECT_EQ(FaultOf(testing::HmacToken(header, GoodClaims(), rsa.Jwk())), JwtFault::kAlgorithm);
  }
}

TEST_F(JwtTest, OtherAlgorithmsAndTheSameInOtherCaseAreNot) {
  for (const char* algorithm : {"RS384", "RS512", "ES384", "ES256K", "es256", "RS1", "Ed25519"}) {
    const std::string header = std::string(R"({"alg":")") + algorithm + R"(","kid":"k1"})";
    EXPECT_EQ(FaultOf(key_.Token(header, GoodClaims())), JwtFault::kAlgorithm) << algorithm;
  }
  EXPECT_EQ(FaultOf(key_.Token(R"({"alg":"RS256","kid":"k1"})", GoodClaims())),
            JwtFault::kUnfitKey);
  EXPECT_EQ(FaultOf(key_.Token(R"({"alg":["ES256"],"kid":"k1"})", GoodClaims())),
            JwtFault::kAlgorithm);
  EXPECT_EQ(FaultOf(key_.Token(R"({"kid":"k1"})", GoodClaims())), JwtFault::kAlgorithm);
}

TEST_F(JwtTest, OnlyKeysThatTheIssuerPublishesCount) {
  const SigningKey stranger("ES256");
  EXPECT_EQ(FaultOf(stranger.Token(GoodClaims())), JwtFault::kSignature) << "under the same id";
  EXPECT_EQ(FaultOf(SigningKey("ES256", "k2").Token(GoodClaims())), JwtFault::kUnknownKey);
  const std::string with_key =
      R"({"alg":"ES256","jwk":)" + stranger.Jwk() +
      R"(,"jku":"https://evil.example/jwks","x5u":"https://evil.example"})";
  EXPECT_EQ(FaultOf(stranger.Token(with_key, GoodClaims())), JwtFault::kSignature);
  EXPECT_EQ(FaultOf(key_.Token(R"({"alg":"ES256","kid":""})", GoodClaims())), JwtFault::kForm);
  EXPECT_TRUE(Verify(key_.Token(R"({"alg":"ES256"})", GoodClaims())).has_value());
}

TEST_F(JwtTest, WhatIsNotUnderstoodIsNotLeftAside) {
  for (const char* more : {R"("crit":["exp"])", R"("crit":[])", R"("b64":false)"}) {
    const std::string header = R"({"alg":"ES256","kid":"k1",)" + std::string(more) + "}";
    EXPECT_EQ(FaultOf(key_.Token(header, GoodClaims())), JwtFault::kCritical) << more;
  }
  for (const char* type : {"logout+jwt", "secevent+jwt", "token-introspection+jwt", "JWE"}) {
    const std::string header = R"({"alg":"ES256","kid":"k1","typ":")" + std::string(type) + "\"}";
    EXPECT_EQ(FaultOf(key_.Token(header, GoodClaims())), JwtFault::kType) << type;
  }
  for (const char* type : {"jwt", "at+jwt", "application/at+JWT"}) {
    const std::string header = R"({"alg":"ES256","kid":"k1","typ":")" + std::string(type) + "\"}";
    EXPECT_TRUE(Verify(key_.Token(header, GoodClaims())).has_value()) << type;
  }
}

TEST_F(JwtTest, TwoReadersReadItAlike) {
  EXPECT_EQ(FaultOf(key_.Token(R"({"alg":"none","alg":"ES256","kid":"k1"})", GoodClaims())),
            JwtFault::kForm);
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(R"(,"sub":"root")"))), JwtFault::kForm);
  EXPECT_EQ(FaultOf(key_.Token("[]")), JwtFault::kForm);
  EXPECT_EQ(FaultOf(key_.Token("\"text\"")), JwtFault::kForm);
  EXPECT_EQ(FaultOf(key_.Token(R"({"iss":)")), JwtFault::kForm);
  std::string deep = "1";
  for (int i = 0; i < 40; ++i) deep = "[" + deep + "]";
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(",\"deep\":" + deep))), JwtFault::kForm);
  const std::string good = key_.Token(GoodClaims());
  for (const std::string& other : {good + "=", good + ".", "." + good, good + "\n", " " + good,
                                   good.substr(1), std::string(), std::string("..")}) {
    EXPECT_FALSE(Verify(other).has_value()) << other;
  }
  // The bits that are left over in the last digit are the same signature to a lax reader.
  std::string twin = good;
  twin.back() = twin.back() == 'A' ? 'B' : static_cast<char>(twin.back() + 1);
  EXPECT_FALSE(Verify(twin).has_value());
}

TEST_F(JwtTest, EveryByteOfItIsSigned) {
  const std::string good = key_.Token(GoodClaims());
  for (std::size_t i = 0; i < good.size(); i += 3) {
    std::string changed = good;
    changed[i] = changed[i] == 'x' ? 'y' : 'x';
    EXPECT_FALSE(Verify(changed).has_value()) << i;
  }
}

TEST_F(JwtTest, ALongOneIsNotLookedAt) {
  const std::string padded = GoodClaims(",\"p\":\"" + std::string(kJwtBytes, 'p') + "\"");
  EXPECT_EQ(FaultOf(key_.Token(padded)), JwtFault::kTooLong);
}

TEST_F(JwtTest, ItIsByTheIssuerByteForByte) {
  for (const char* issuer : {"", R"("https://id.example.org/")", R"("https://ID.example.org")",
                             R"("http://id.example.org")", R"(["https://id.example.org"])"}) {
    EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("iss", issuer))), JwtFault::kIssuer) << issuer;
  }
}

TEST_F(JwtTest, ItIsForThisAudienceAmongOthers) {
  for (const char* audience : {"", R"("daybooks")", R"("Daybook")", "[]", R"(["other"])", "7",
                               R"(["daybook",7])", R"({"daybook":1})"}) {
    EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("aud", audience))), JwtFault::kAudience) << audience;
  }
  EXPECT_TRUE(Believes(ClaimsWith("aud", R"(["other","daybook"])")));
}

TEST_F(JwtTest, WhereItMatters_ItWasGivenToThisClient) {
  expected_.party = "daybook";
  EXPECT_TRUE(Believes(GoodClaims()));
  EXPECT_TRUE(Believes(GoodClaims(R"(,"azp":"daybook")")));
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(R"(,"azp":"other")"))), JwtFault::kParty);
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(R"(,"azp":7)"))), JwtFault::kParty);
  EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("aud", R"(["daybook","other"])"))), JwtFault::kParty);
}

TEST_F(JwtTest, ItHasItsTimeWithALeewayOnBothSides) {
  const std::string token = key_.Token(GoodClaims(R"(,"nbf":1799999995)"));
  EXPECT_TRUE(Verify(token, 1'800'000'359).has_value());
  EXPECT_EQ(FaultOf(token, 1'800'000'360), JwtFault::kExpired);
  EXPECT_TRUE(Verify(token, 1'799'999'935).has_value());
  EXPECT_EQ(FaultOf(token, 1'799'999'934), JwtFault::kNotYetValid);
  EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("iat", "1800000061"))), JwtFault::kFromTheFuture);
  EXPECT_TRUE(Believes(ClaimsWith("iat", "1800000060")));
  EXPECT_TRUE(Believes(ClaimsWith("exp", "1800000000.5")));
  for (const char* expiry : {"", "\"1800000300\"", "null", "-1", "1e300", "9007199254740991"}) {
    EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("exp", expiry))), JwtFault::kWithoutExpiry) << expiry;
  }
  EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("nbf", "\"soon\""))), JwtFault::kNotYetValid);
}

TEST_F(JwtTest, ItSaysWhoInCharactersThatCanBeStamped) {
  for (const char* subject :
       {"", "\"\"", "7", "null", R"("a\nb")", R"("ad\u00e4")", R"("\u0000")"}) {
    EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("sub", subject))), JwtFault::kSubject) << subject;
  }
  EXPECT_EQ(FaultOf(key_.Token(ClaimsWith("sub", '"' + std::string(256, 'a') + '"'))),
            JwtFault::kSubject);
  EXPECT_TRUE(Believes(ClaimsWith("sub", '"' + std::string(255, 'a') + '"')));
}

TEST_F(JwtTest, WhereOneIsExpected_TheNonceIsTheSame) {
  expected_.nonce = "n-1";
  EXPECT_TRUE(Believes(GoodClaims(R"(,"nonce":"n-1")")));
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims())), JwtFault::kNonce);
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(R"(,"nonce":"n-2")"))), JwtFault::kNonce);
  EXPECT_EQ(FaultOf(key_.Token(GoodClaims(R"(,"nonce":"n-1x")"))), JwtFault::kNonce);
}

TEST_F(JwtTest, GroupsAreAClaimOrWhereAPointerLeads) {
  const auto groups = [&](const std::string& where, const std::string& more) {
    expected_.groups = where;
    const auto claims = Verify(key_.Token(GoodClaims(more)));
    EXPECT_TRUE(claims.has_value());
    return claims ? claims->groups : std::vector<std::string>{"refused"};
  };
  using Texts = std::vector<std::string>;
  EXPECT_EQ(groups("groups", R"(,"groups":"one")"), (Texts{"one"}));
  EXPECT_EQ(groups("groups", ""), Texts());
  EXPECT_EQ(groups("groups", R"(,"groups":["a",7])"), Texts());
  EXPECT_EQ(groups("groups", R"(,"groups":{"a":1})"), Texts());
  const std::string nested = R"(,"realm_access":{"roles":["x","y"]})";
  EXPECT_EQ(groups("/realm_access/roles", nested), (Texts{"x", "y"}));
  EXPECT_EQ(groups("/realm_access/nothing", nested), Texts());
}

TEST_F(JwtTest, AReasonHasNothingOfTheToken) {
  for (int fault = 0; fault <= static_cast<int>(JwtFault::kNonce); ++fault) {
    const std::string_view reason = ReasonOf(static_cast<JwtFault>(fault));
    EXPECT_TRUE(reason.starts_with("The token ") || reason.starts_with("The token's")) << reason;
    EXPECT_TRUE(reason.ends_with('.')) << reason;
  }
}

}  // namespace
}  // namespace daybook::access
