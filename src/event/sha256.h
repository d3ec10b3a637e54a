// SHA-256 (FIPS 180-4), by OpenSSL.

#ifndef DAYBOOK_EVENT_SHA256_H_
#define DAYBOOK_EVENT_SHA256_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace daybook {

using Sha256Digest = std::array<std::uint8_t, 32>;

/// The digest of `text`. Thread-safe.
Sha256Digest Sha256(std::string_view text);

}  // namespace daybook

#endif  // DAYBOOK_EVENT_SHA256_H_
