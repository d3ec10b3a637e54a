#include "access/jwt_fault.h"

namespace daybook::access {

std::string_view ReasonOf(JwtFault fault) {
  using enum JwtFault;
  switch (fault) {
    case kTooLong:
      return "The token is too long.";
    case kForm:
      return "The token is not a signed JWT of three parts.";
    case kType:
      return "The token is of another type than those that let somebody in.";
    case kAlgorithm:
      return "The token is not signed by RS256, PS256, ES256 or EdDSA.";
    case kCritical:
      return "The token asks for an extension that is not known here.";
    case kUnknownKey:
      return "The token is signed by a key that its issuer is not known to have.";
    case kUnfitKey:
      return "The token's key is not for its algorithm, or not for signatures.";
    case kSignature:
      return "The token's signature is wrong.";
    case kIssuer:
      return "The token is by another issuer.";
    case kAudience:
      return "The token is for another audience.";
    case kParty:
      return "The token was given to another client.";
    case kWithoutExpiry:
      return "The token does not say when it expires.";
    case kExpired:
      return "The token has expired.";
    case kNotYetValid:
      return "The token is not valid yet.";
    case kFromTheFuture:
      return "The token was issued in the future.";
    case kSubject:
      return "The token does not say whose it is, in at most 255 characters of ASCII.";
    case kNonce:
      return "The token is not for this sign-in.";
  }
  return "The token is not believed.";
}

}  // namespace daybook::access
