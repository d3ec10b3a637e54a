#include "access/token.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace daybook::access {
namespace {

constexpr std::size_t kSecretDigits = 2 * kSecretBytes;
constexpr std::size_t kChecksumDigits = 8;
constexpr std::size_t kSecretAt = kTokenBegin.size() + kPrefixBytes + 1;
constexpr std::size_t kTokenBytes = kSecretAt + kSecretDigits + kChecksumDigits;

std::string ChecksumOf(std::string_view text) {
  return DigestHex(Sha256(text)).substr(0, kChecksumDigits);
}

bool IsHex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

}  // namespace

Result<std::string> MakeToken() {
  constexpr std::string_view kDigits = "0123456789abcdef";
  constexpr std::string_view kPrefixLetters = "abcdefghijklmnopqrstuvwxyz012345";
  std::array<unsigned char, kPrefixBytes + kSecretBytes> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) {
    return Fail(ErrorCode::kIo, "There is no randomness to make a token of.");
  }
  std::string token(kTokenBegin);
  for (std::size_t i = 0; i < kPrefixBytes; ++i) {
    token += kPrefixLetters[random[i] % kPrefixLetters.size()];
  }
  token += '_';
  for (std::size_t i = kPrefixBytes; i < random.size(); ++i) {
    token += kDigits[random[i] >> 4U];
    token += kDigits[random[i] & 15U];
  }
  OPENSSL_cleanse(random.data(), random.size());
  return token + ChecksumOf(token);
}

Result<TokenDigest> ReadToken(std::string_view token) {
  if (token.size() != kTokenBytes || !token.starts_with(kTokenBegin) ||
      token[kSecretAt - 1] != '_' || !IsHex(token.substr(kSecretAt))) {
    return Fail(
        ErrorCode::kUnauthenticated,
        "This is no token of Daybook: one is daybook_, a prefix, _ and 72 digits 0-9, a-f.");
  }
  const std::string_view signed_part = token.substr(0, kTokenBytes - kChecksumDigits);
  if (ChecksumOf(signed_part) != token.substr(signed_part.size())) {
    return Fail(ErrorCode::kUnauthenticated,
                "The token is mistyped or cut off: its checksum does not fit.");
  }
  TokenDigest digest{.prefix = std::string(token.substr(kTokenBegin.size(), kPrefixBytes))};
  // It is as long as a digest, and written as one is.
  auto secret = *DigestFromHex(token.substr(kSecretAt, kSecretDigits));
  digest.hash = Sha256({reinterpret_cast<const char*>(secret.data()), secret.size()});
  OPENSSL_cleanse(secret.data(), secret.size());
  return digest;
}

bool IsSame(const Sha256Digest& one, const Sha256Digest& other) {
  return CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace daybook::access
