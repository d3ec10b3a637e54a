// The cryptography of sealed values, by OpenSSL: AES-256-GCM (NIST SP 800-38D), HMAC-SHA256 (RFC
// 2104), and HKDF-Expand (RFC 5869) for keys made from a key.

#ifndef DAYBOOK_KEYRING_CIPHER_H_
#define DAYBOOK_KEYRING_CIPHER_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "event/sha256.h"

namespace daybook::keyring {

/// 256 secret bits. A value; its memory is wiped when it goes.
class SecretKey {
 public:
  static constexpr std::size_t kBytes = 32;

  SecretKey() = default;
  /// `bytes` has kBytes of them.
  explicit SecretKey(std::string_view bytes);
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;
  ~SecretKey();

  /// A key from the system's source of randomness.
  static SecretKey Random();

  /// One of the keys that are made from this one, by the name of what it is for.
  SecretKey Derive(std::string_view purpose) const;

  std::string_view bytes() const { return {reinterpret_cast<const char*>(bytes_.data()), kBytes}; }

 private:
  std::array<std::uint8_t, kBytes> bytes_{};
};

/// Random bytes, as for a key.
std::string RandomBytes(std::size_t count);

/// So many random hexadecimal digits, at most 64: an id that nothing else gets has 32.
std::string RandomDigits(std::size_t count);

/// A code that nobody can make or guess the text of without the key.
Sha256Digest MacOf(const SecretKey& key, std::string_view text);

inline constexpr std::size_t kNonceBytes = 12;

/// The encrypted text and its tag of 16 bytes. `nonce` has kNonceBytes and must never serve for two
/// texts under one key; `context` is bound to it, and has to be the same when it is decrypted.
std::string Encrypt(const SecretKey& key, std::string_view nonce, std::string_view context,
                    std::string_view text);

/// The text again, or nothing: another key, another context, or bytes that were changed.
std::optional<std::string> Decrypt(const SecretKey& key, std::string_view nonce,
                                   std::string_view context, std::string_view encrypted);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_CIPHER_H_
