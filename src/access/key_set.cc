#include "access/key_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/public_key.h"
#include "event/ijson.h"
#include "event/text.h"

namespace daybook::access {
namespace {

namespace dom = simdjson::dom;
using Kind = VerificationKey::Kind;

// "" where there is none, or it is no text.
std::string_view Member(dom::element object, std::string_view name) {
  std::string_view text;
  return object.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::string Bytes(dom::element object, std::string_view name) {
  return DecodeBase64Url(Member(object, name)).value_or("");
}

bool IsStated(dom::element object, std::string_view name) {
  return object.at_key(name).error() == simdjson::SUCCESS;
}

// Whether it is for verifying signatures, as far as it says what it is for.
bool IsForVerifying(dom::element jwk) {
  if (IsStated(jwk, "use") && Member(jwk, "use") != "sig") return false;
  dom::array operations;
  if (!IsStated(jwk, "key_ops")) return true;
  if (jwk.at_key("key_ops").get(operations) != simdjson::SUCCESS) return false;
  return std::ranges::any_of(operations, [](dom::element operation) {
    std::string_view name;
    return operation.get(name) == simdjson::SUCCESS && name == "verify";
  });
}

// Not set: a kind of key that nothing here verifies with.
std::optional<Kind> KindOf(dom::element jwk) {
  const std::string_view type = Member(jwk, "kty");
  const std::string_view curve = Member(jwk, "crv");
  if (type == "RSA") return Kind::kRsa;
  if (type == "EC" && curve == "P-256") return Kind::kP256;
  if (type == "OKP" && curve == "Ed25519") return Kind::kEd25519;
  return std::nullopt;
}

std::shared_ptr<evp_pkey_st> KeyOf(dom::element jwk, Kind kind) {
  switch (kind) {
    case Kind::kRsa:
      return RsaKey(Bytes(jwk, "n"), Bytes(jwk, "e"));
    case Kind::kP256:
      return P256Key(Bytes(jwk, "x"), Bytes(jwk, "y"));
    case Kind::kEd25519:
      return Ed25519Key(Bytes(jwk, "x"));
  }
  return nullptr;
}

// Nothing where it is to be left out; null as its key where it is not what it says to be.
std::optional<VerificationKey> ReadKey(dom::element jwk) {
  const auto kind = KindOf(jwk);
  if (!kind || !IsForVerifying(jwk)) return std::nullopt;
  VerificationKey key{.id = std::string(Member(jwk, "kid")), .kind = *kind, .key = nullptr};
  if (IsStated(jwk, "alg")) {
    key.algorithm = ParseSignatureAlgorithm(Member(jwk, "alg"));
    if (!key.algorithm || !key.Fits(*key.algorithm)) return std::nullopt;
  }
  key.key = KeyOf(jwk, *kind);
  if (key.key == nullptr) return key;
  if (*kind == Kind::kRsa && !HasSoundSize(*key.key)) return std::nullopt;
  return key;
}

}  // namespace

std::optional<SignatureAlgorithm> ParseSignatureAlgorithm(std::string_view name) {
  if (name == "RS256") return SignatureAlgorithm::kRs256;
  if (name == "PS256") return SignatureAlgorithm::kPs256;
  if (name == "ES256") return SignatureAlgorithm::kEs256;
  if (name == "EdDSA") return SignatureAlgorithm::kEdDsa;
  return std::nullopt;
}

bool VerificationKey::Fits(SignatureAlgorithm wanted) const {
  if (algorithm && *algorithm != wanted) return false;
  switch (wanted) {
    case SignatureAlgorithm::kRs256:
    case SignatureAlgorithm::kPs256:
      return kind == Kind::kRsa;
    case SignatureAlgorithm::kEs256:
      return kind == Kind::kP256;
    case SignatureAlgorithm::kEdDsa:
      return kind == Kind::kEd25519;
  }
  return false;
}

Result<KeySet> KeySet::Parse(std::string_view json) {
  if (json.size() > kKeySetBytes) {
    return Fail(ErrorCode::kMalformed, "The key set is larger than 256 KiB.");
  }
  JsonDocument document;
  if (auto parsed = document.Parse(json); !parsed) return std::unexpected(parsed.error());
  dom::array jwks;
  if (document.root().at_key("keys").get(jwks) != simdjson::SUCCESS) {
    return Fail(ErrorCode::kMalformed, "A key set has `keys`, which is an array.");
  }
  if (jwks.size() > kKeySetKeys) {
    return Fail(ErrorCode::kMalformed, fmt::format("The key set has over {} keys.", kKeySetKeys));
  }
  KeySet set;
  for (const dom::element jwk : jwks) {
    auto key = ReadKey(jwk);
    if (!key) continue;
    if (key->key == nullptr) {
      return Fail(ErrorCode::kMalformed, "A key of the key set is not what it says to be.");
    }
    set.keys_.push_back(*std::move(key));
  }
  return set;
}

std::expected<const VerificationKey*, JwtFault> KeySet::Find(std::string_view id,
                                                             SignatureAlgorithm algorithm) const {
  const VerificationKey* found = nullptr;
  bool known = false;
  for (const VerificationKey& key : keys_) {
    if (!id.empty() && key.id != id) continue;
    known = true;
    if (!key.Fits(algorithm)) continue;
    // Which of several it is nobody says.
    if (found != nullptr) return std::unexpected(JwtFault::kUnknownKey);
    found = &key;
  }
  if (found != nullptr) return found;
  return std::unexpected(known && !id.empty() ? JwtFault::kUnfitKey : JwtFault::kUnknownKey);
}

}  // namespace daybook::access
