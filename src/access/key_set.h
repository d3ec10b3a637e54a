// The public keys of an issuer of tokens: a JSON Web Key Set (RFC 7517).

#ifndef DAYBOOK_ACCESS_KEY_SET_H_
#define DAYBOOK_ACCESS_KEY_SET_H_

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/jwt_fault.h"
#include "daybook/error.h"

struct evp_pkey_st;

namespace daybook::access {

/// Signatures that are believed (RFC 7518, section 3.1; RFC 8037). There is none without a key,
/// and none with a shared secret: a public key must not pass for one.
enum class SignatureAlgorithm : std::uint8_t { kRs256, kPs256, kEs256, kEdDsa };

/// Nothing if it is none of these, which are told apart by case, too.
std::optional<SignatureAlgorithm> ParseSignatureAlgorithm(std::string_view name);

/// A set as large as this is none: providers have a handful of keys.
inline constexpr std::size_t kKeySetBytes = 256 * 1024;
inline constexpr std::size_t kKeySetKeys = 64;
/// RSA keys with fewer bits are not taken (RFC 7518, section 3.3), nor are those that cost much.
inline constexpr int kRsaBitsMin = 2'048;
inline constexpr int kRsaBitsMax = 8'192;

/// One key that signatures are verified with. A value; shares OpenSSL's key.
struct VerificationKey {
  enum class Kind : std::uint8_t { kRsa, kP256, kEd25519 };

  std::string id;  ///< `kid`, or "".
  Kind kind = Kind::kRsa;
  std::optional<SignatureAlgorithm> algorithm = {};  ///< The one it is for; not set: what fits.
  std::shared_ptr<evp_pkey_st> key;

  bool Fits(SignatureAlgorithm wanted) const;
};

/// Whether `signature` is one of `message` by `key`, which must fit the algorithm. Thread-safe.
bool IsSignedBy(const VerificationKey& key, SignatureAlgorithm algorithm, std::string_view message,
                std::string_view signature);

/// A value. Const use is thread-safe.
class KeySet {
 public:
  KeySet() = default;

  /// Reads a set. Keys that are not for verifying a signature that is believed (symmetric ones,
  /// those for encryption, of other curves, too short) are left out, as RFC 7517, section 5, asks
  /// for. Fails with kMalformed if it is no set, or a key in it is not what it says to be.
  static Result<KeySet> Parse(std::string_view json);

  /// The key with this id that fits; without an id, the only one that does. Fails with kUnknownKey
  /// or kUnfitKey.
  std::expected<const VerificationKey*, JwtFault> Find(std::string_view id,
                                                       SignatureAlgorithm algorithm) const;

  std::size_t size() const { return keys_.size(); }

 private:
  std::vector<VerificationKey> keys_;
};

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_KEY_SET_H_
