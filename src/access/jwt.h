// JSON Web Tokens by which an identity provider says who somebody is (RFC 7519; OpenID Connect
// Core 1.0, section 3.1.3.7; RFC 9068; RFC 8725 says what goes wrong).
//
//   token := base64url(header) '.' base64url(claims) '.' base64url(signature)

#ifndef DAYBOOK_ACCESS_JWT_H_
#define DAYBOOK_ACCESS_JWT_H_

#include <chrono>
#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/jwt_fault.h"
#include "access/key_set.h"
#include "daybook/event.h"

namespace daybook::access {

/// A longer token is not looked at. One with a hundred groups has 4 KiB.
inline constexpr std::size_t kJwtBytes = 12 * 1024;

/// Groups that are read of a token; the first ones.
inline constexpr std::size_t kGroupsMax = 256;

/// What a `sub` may be long (OpenID Connect Core 1.0, section 2).
inline constexpr std::size_t kSubjectOfTokenBytes = 255;

/// What a token must say to be believed.
struct JwtExpectation {
  std::string issuer;    ///< `iss`, byte for byte.
  std::string audience;  ///< Among those of `aud`.
  /// If set, the client it must have been given to: `azp` is this one where it is stated, and is
  /// where there are several audiences.
  std::optional<std::string> party = {};
  std::optional<std::string> nonce = {};  ///< If set, `nonce` is this one.
  /// Where somebody's groups are: the name of a claim or, with `/` before it, a JSON pointer.
  std::string groups = "roles";
  /// How far apart the clocks of issuer and daemon may be.
  std::chrono::seconds leeway{60};
};

/// What a token says that is believed.
struct Claims {
  std::string subject;  ///< `sub`: printable ASCII.
  Instant expires{};    ///< As it says, without leeway.
  std::vector<std::string>
      groups;  ///< In its order; none if that claim is no text or array of such.
};

/// Whether it may be meant for a JWT: three parts, whatever they are.
bool LooksLikeJwt(std::string_view token);

/// Verifies the signature, then the claims. Pure.
std::expected<Claims, JwtFault> VerifyJwt(std::string_view token, const KeySet& keys,
                                          const JwtExpectation& expected, Instant now);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_JWT_H_
