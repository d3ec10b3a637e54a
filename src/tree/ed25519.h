// Ed25519 (RFC 8032), by libsodium: a head is signed for each group of appends, which takes it half
// as long as OpenSSL 3.0.

#ifndef DAYBOOK_TREE_ED25519_H_
#define DAYBOOK_TREE_ED25519_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace daybook::tree {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// A private key. Movable, and wiped when it ends; signing is thread-safe.
class PrivateKey {
 public:
  using Seed = std::array<std::uint8_t, 32>;  ///< RFC 8032's private key.

  static PrivateKey Generate();
  explicit PrivateKey(const Seed& seed);
  PrivateKey(PrivateKey&&) = default;
  PrivateKey& operator=(PrivateKey&&) = default;
  ~PrivateKey();

  Seed seed() const;
  PublicKey public_key() const;
  Signature Sign(std::string_view message) const;

 private:
  std::array<std::uint8_t, 64> secret_{};  // as libsodium has it: the seed, then the public key
};

/// Whether `signature` is one of `message` by the holder of `key`.
bool Verify(const PublicKey& key, std::string_view message, const Signature& signature);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_ED25519_H_
