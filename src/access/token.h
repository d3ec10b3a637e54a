// Tokens: what a program shows to prove on whose behalf it asks.
//
//   token := 'daybook_' prefix '_' secret checksum
//   prefix := 8 of a-z and 0-9           names the token, in lists and in logs
//   secret := 64 hexadecimal digits      256 random bits
//   checksum := 8 hexadecimal digits     the first of SHA-256 over all that is before it
//
// All in lower case. The checksum tells a typing error from a token that is not valid (any more),
// and a token in a source file from anything else, without asking the daemon.

#ifndef DAYBOOK_ACCESS_TOKEN_H_
#define DAYBOOK_ACCESS_TOKEN_H_

#include <cstddef>
#include <string>
#include <string_view>

#include "daybook/error.h"
#include "event/sha256.h"

namespace daybook::access {

inline constexpr std::string_view kTokenBegin = "daybook_";
inline constexpr std::size_t kPrefixBytes = 8;
inline constexpr std::size_t kSecretBytes = 32;

/// What is kept of a token: nobody can make the token from it.
struct TokenDigest {
  std::string prefix;
  Sha256Digest hash{};  ///< Of the secret's 32 bytes.
};

/// A new token, of bits that OpenSSL's generator gives. Fails with kIo when it gives none.
Result<std::string> MakeToken();

/// Takes a token apart. Fails with kUnauthenticated, saying what is wrong with its form; never with
/// any of the token itself in what it says.
Result<TokenDigest> ReadToken(std::string_view token);

/// Compares in a time that says nothing of where they differ.
bool IsSame(const Sha256Digest& one, const Sha256Digest& other);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_TOKEN_H_
