#include "event/sha256.h"

// OpenSSL 3 would rather have everybody use EVP, which takes longer to set up than a node of the
// tree takes to hash.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>

#include <algorithm>
#include <charconv>

namespace daybook {

Sha256Digest Sha256(std::string_view text) {
  Sha256Digest digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, text.data(), text.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

Sha256Stream::Sha256Stream() : context_(std::make_unique<SHA256_CTX>()) {
  SHA256_Init(context_.get());
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(std::string_view piece) {
  SHA256_Update(context_.get(), piece.data(), piece.size());
}

Sha256Digest Sha256Stream::Finish() {
  Sha256Digest digest;
  SHA256_Final(digest.data(), context_.get());
  return digest;
}

std::string DigestHex(const Sha256Digest& digest) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 0xFU];
  }
  return text;
}

bool IsDigestHex(std::string_view text) {
  const auto digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  return text.size() == 2 * Sha256Digest().size() && std::ranges::all_of(text, digit);
}

std::optional<Sha256Digest> DigestFromHex(std::string_view text) {
  if (!IsDigestHex(text)) return std::nullopt;
  Sha256Digest digest{};
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const char* const digits = text.data() + 2 * i;
    std::from_chars(digits, digits + 2, digest.at(i), 16);
  }
  return digest;
}

}  // namespace daybook
