// SHA-256 (FIPS 180-4), by OpenSSL.

#ifndef DAYBOOK_EVENT_SHA256_H_
#define DAYBOOK_EVENT_SHA256_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct SHA256state_st;  // OpenSSL's SHA256_CTX

namespace daybook {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// The digest of `text`. Thread-safe.
Sha256Digest Sha256(std::string_view text);

/// The digest of bytes that come in pieces. Not thread-safe.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();

  void Add(std::string_view piece);

  /// Of all that was added; nothing more can be.
  Sha256Digest Finish();

 private:
  std::unique_ptr<SHA256state_st> context_;
};

/// As 64 digits, in lower case.
std::string DigestHex(const Sha256Digest& digest);

/// Whether it is a digest as DigestHex writes it.
bool IsDigestHex(std::string_view text);

/// The digest, if it is one as DigestHex writes it.
std::optional<Sha256Digest> DigestFromHex(std::string_view text);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_SHA256_H_
