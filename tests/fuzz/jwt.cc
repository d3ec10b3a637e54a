// Tokens and key sets: nothing but what the issuer signed is believed, whatever it says, and not a
// byte of it changed.

#include "access/jwt.h"

#include "access/key_set.h"
#include "fuzz/fuzz.h"
#include "support/signing_key.h"

namespace daybook::access {
namespace {

using fuzz::Require;

constexpr std::int64_t kNow = 1'800'000'000;

const testing::SigningKey& Key() {
  static const testing::SigningKey key("EdDSA");
  return key;
}

bool Believes(std::string_view token) {
  static const KeySet keys = *KeySet::Parse(Key().KeySet());
  static const JwtExpectation expected{.issuer = "https://id.example.org", .audience = "daybook"};
  const auto claims = VerifyJwt(token, keys, expected, Instant(std::chrono::seconds(kNow)));
  Require(!claims || (!claims->subject.empty() && claims->groups.size() <= kGroupsMax),
          "what is believed says of somebody who they are");
  return claims.has_value();
}

// Signed, so that it is the claims that are looked at.
void SignAnything(std::string_view input) {
  const std::string claims(input);
  if (Believes(Key().Token(claims))) {
    Require(claims.find("https:") != std::string::npos || claims.find('\\') != std::string::npos,
            "a token is of this issuer");
  }
  Require(!Believes(Key().Token(claims, R"({"iss":"https://id.example.org"})")) ||
              claims.find("alg") != std::string::npos,
          "a header without an algorithm is none");
}

void ChangeOne(fuzz::Input input) {
  static const std::string good = Key().Token(
      R"({"iss":"https://id.example.org","aud":"daybook","sub":"ada","exp":1800000300})");
  Require(Believes(good), "a good token is believed");
  std::string token = good;
  const std::size_t at = input.Number() % token.size();
  const auto other = static_cast<char>(input.Number());
  if (token[at] == other) return;
  token[at] = other;
  Require(!Believes(token), "a token that was changed is not");
}

}  // namespace
}  // namespace daybook::access

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daybook::access;
  const std::string_view input = daybook::fuzz::View(data, size);
  daybook::fuzz::Require(!Believes(input), "nobody else can sign");
  SignAnything(input);
  ChangeOne({data, size});
  if (const auto keys = KeySet::Parse(input)) {
    daybook::fuzz::Require(keys->size() <= kKeySetKeys, "a set has a bounded number of keys");
  }
  return 0;
}
