// Why a JSON Web Token is not believed.

#ifndef DAYBOOK_ACCESS_JWT_FAULT_H_
#define DAYBOOK_ACCESS_JWT_FAULT_H_

#include <cstdint>
#include <string_view>

namespace daybook::access {

enum class JwtFault : std::uint8_t {
  kTooLong,
  kForm,           ///< Not three parts of base64url with I-JSON objects in the first two.
  kType,           ///< The header says that it is something else than a token to come in with.
  kAlgorithm,      ///< Of the signature: none, or not one of those that are allowed.
  kCritical,       ///< The header asks for something to be understood that is not.
  kUnknownKey,     ///< The issuer has no such key, as far as is known.
  kUnfitKey,       ///< It has, but for another algorithm or use.
  kSignature,      ///< Not by this key, or not of this.
  kIssuer,         ///< Somebody else's.
  kAudience,       ///< For somebody else.
  kParty,          ///< Given to somebody else (`azp`).
  kWithoutExpiry,  ///< Or one that is no time.
  kExpired,
  kNotYetValid,
  kFromTheFuture,  ///< Issued later than now.
  kSubject,        ///< It says of nobody who they are, or in a way that cannot be stamped.
  kNonce,          ///< Not for this sign-in.
};

/// A sentence that has nothing of the token in it.
std::string_view ReasonOf(JwtFault fault);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_JWT_FAULT_H_
