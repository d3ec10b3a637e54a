#include "access/jwt.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "event/ijson.h"
#include "event/text.h"

namespace daybook::access {
namespace {

namespace dom = simdjson::dom;

// A header is flat; claims of some providers nest a few levels.
constexpr std::size_t kHeaderDepth = 4;
constexpr std::size_t kClaimsDepth = 16;
constexpr double kLastSecond = 253'402'300'799;  // of the year 9999

struct Parts {
  std::string_view signed_text;  // the first two, with the dot between them
  std::string header, claims, signature;
};

std::expected<Parts, JwtFault> Split(std::string_view token) {
  if (token.size() > kJwtBytes) return std::unexpected(JwtFault::kTooLong);
  if (!LooksLikeJwt(token)) return std::unexpected(JwtFault::kForm);
  const auto first = token.find('.');
  const auto second = token.rfind('.');
  auto header = DecodeBase64Url(token.substr(0, first));
  auto claims = DecodeBase64Url(token.substr(first + 1, second - first - 1));
  auto signature = DecodeBase64Url(token.substr(second + 1));
  if (!header || !claims || !signature) return std::unexpected(JwtFault::kForm);
  return Parts{token.substr(0, second), *std::move(header), *std::move(claims),
               *std::move(signature)};
}

bool HasClaim(dom::element object, std::string_view name) {
  return object.at_key(name).error() == simdjson::SUCCESS;
}

std::string_view ClaimText(dom::element object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool IsObject(const JsonDocument& document) { return document.root().is_object(); }

// What tells a token to come in with from others that the same key signs: a logout token, an answer
// of introspection (RFC 8725, section 3.11).
bool IsTypeOfAccess(dom::element header) {
  if (!HasClaim(header, "typ")) return true;
  std::string type = MediaType(ClaimText(header, "typ"));  // in lower case
  if (type.starts_with("application/")) type.erase(0, type.find('/') + 1);
  return type == "jwt" || type == "at+jwt";
}

std::expected<void, JwtFault> CheckSignature(const Parts& parts, const KeySet& keys) {
  JsonDocument document;
  if (!document.Parse(parts.header, "", kHeaderDepth) || !IsObject(document)) {
    return std::unexpected(JwtFault::kForm);
  }
  const dom::element header = document.root();
  // None is known. `b64` changes what is signed, and is meant to be in it.
  if (HasClaim(header, "crit") || HasClaim(header, "b64")) {
    return std::unexpected(JwtFault::kCritical);
  }
  const auto algorithm = ParseSignatureAlgorithm(ClaimText(header, "alg"));
  if (!algorithm) return std::unexpected(JwtFault::kAlgorithm);
  if (!IsTypeOfAccess(header)) return std::unexpected(JwtFault::kType);
  const std::string_view id = ClaimText(header, "kid");
  if (id.empty() && HasClaim(header, "kid")) return std::unexpected(JwtFault::kForm);
  // Only from what the issuer publishes: `jwk`, `jku` and `x5c` are whoever's who wrote the token.
  const auto key = keys.Find(id, *algorithm);
  if (!key) return std::unexpected(key.error());
  if (!IsSignedBy(**key, *algorithm, parts.signed_text, parts.signature)) {
    return std::unexpected(JwtFault::kSignature);
  }
  return {};
}

// A NumericDate, which may have a fraction. Nothing if it is stated and no time.
std::optional<Instant> TimeOf(dom::element claims, std::string_view name) {
  double seconds = 0;
  if (claims.at_key(name).get(seconds) != simdjson::SUCCESS) return std::nullopt;
  if (!std::isfinite(seconds) || seconds < 0 || seconds > kLastSecond) return std::nullopt;
  return Instant(std::chrono::microseconds(static_cast<std::int64_t>(seconds * 1e6)));
}

std::expected<Instant, JwtFault> CheckTimes(dom::element claims, std::chrono::seconds leeway,
                                            Instant now) {
  const auto expires = TimeOf(claims, "exp");
  if (!expires) return std::unexpected(JwtFault::kWithoutExpiry);
  if (*expires + leeway <= now) return std::unexpected(JwtFault::kExpired);
  struct Beginning {
    std::string_view name;
    JwtFault fault;
  };
  for (const auto& [name, fault] :
       {Beginning{"nbf", JwtFault::kNotYetValid}, Beginning{"iat", JwtFault::kFromTheFuture}}) {
    if (!HasClaim(claims, name)) continue;
    const auto begins = TimeOf(claims, name);
    if (!begins || *begins > now + leeway) return std::unexpected(fault);
  }
  return *expires;
}

// The texts that a claim is: one, or an array of them. Nothing if there is anything else in it.
std::optional<std::vector<std::string>> TextsOf(dom::element claim, std::size_t count_max) {
  std::vector<std::string> texts;
  std::string_view text;
  if (claim.get(text) == simdjson::SUCCESS) {
    texts.emplace_back(text);
    return texts;
  }
  dom::array array;
  if (claim.get(array) != simdjson::SUCCESS) return std::nullopt;
  for (const dom::element element : array) {
    if (element.get(text) != simdjson::SUCCESS) return std::nullopt;
    if (texts.size() < count_max) texts.emplace_back(text);
  }
  return texts;
}

std::expected<void, JwtFault> CheckAudience(dom::element claims, const JwtExpectation& expected) {
  dom::element claim;
  if (claims.at_key("aud").get(claim) != simdjson::SUCCESS) {
    return std::unexpected(JwtFault::kAudience);
  }
  const auto audiences = TextsOf(claim, kGroupsMax);
  if (!audiences || std::ranges::find(*audiences, expected.audience) == audiences->end()) {
    return std::unexpected(JwtFault::kAudience);
  }
  if (!expected.party) return {};
  const bool stated = HasClaim(claims, "azp");
  if (stated ? ClaimText(claims, "azp") != *expected.party : audiences->size() > 1) {
    return std::unexpected(JwtFault::kParty);
  }
  return {};
}

bool IsNonce(std::string_view said, const std::string& expected) {
  return said.size() == expected.size() &&
         CRYPTO_memcmp(said.data(), expected.data(), said.size()) == 0;
}

bool IsStampable(std::string_view subject) {
  return !subject.empty() && subject.size() <= kSubjectOfTokenBytes &&
         std::ranges::all_of(subject, [](char c) { return c >= ' ' && c <= '~'; });
}

std::vector<std::string> GroupsOf(dom::element claims, const std::string& where) {
  dom::element claim;
  const bool found = where.starts_with('/')
                         ? claims.at_pointer(where).get(claim) == simdjson::SUCCESS
                         : claims.at_key(where).get(claim) == simdjson::SUCCESS;
  if (!found) return {};
  return TextsOf(claim, kGroupsMax).value_or(std::vector<std::string>());
}

}  // namespace

bool LooksLikeJwt(std::string_view token) { return std::ranges::count(token, '.') == 2; }

std::expected<Claims, JwtFault> VerifyJwt(std::string_view token, const KeySet& keys,
                                          const JwtExpectation& expected, Instant now) {
  const auto parts = Split(token);
  if (!parts) return std::unexpected(parts.error());
  if (const auto fine = CheckSignature(*parts, keys); !fine) return std::unexpected(fine.error());
  JsonDocument document;
  if (!document.Parse(parts->claims, "", kClaimsDepth) || !IsObject(document)) {
    return std::unexpected(JwtFault::kForm);
  }
  const dom::element claims = document.root();
  if (ClaimText(claims, "iss") != expected.issuer) return std::unexpected(JwtFault::kIssuer);
  if (const auto fine = CheckAudience(claims, expected); !fine) {
    return std::unexpected(fine.error());
  }
  const auto expires = CheckTimes(claims, expected.leeway, now);
  if (!expires) return std::unexpected(expires.error());
  if (expected.nonce && !IsNonce(ClaimText(claims, "nonce"), *expected.nonce)) {
    return std::unexpected(JwtFault::kNonce);
  }
  const std::string_view subject = ClaimText(claims, "sub");
  if (!IsStampable(subject)) return std::unexpected(JwtFault::kSubject);
  return Claims{.subject = std::string(subject),
                .expires = *expires,
                .groups = GroupsOf(claims, expected.groups)};
}

}  // namespace daybook::access
