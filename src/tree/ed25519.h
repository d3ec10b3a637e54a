// Ed25519 (RFC 8032), by OpenSSL.

#ifndef DAYBOOK_TREE_ED25519_H_
#define DAYBOOK_TREE_ED25519_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace daybook::tree {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;

/// A private key. Movable; signing is thread-safe.
class PrivateKey {
 public:
  using Seed = std::array<std::uint8_t, 32>;  ///< RFC 8032's private key.

  static PrivateKey Generate();
  explicit PrivateKey(const Seed& seed);

  const Seed& seed() const { return seed_; }
  PublicKey public_key() const;
  Signature Sign(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_pkey_st* key) const;
  };
  Seed seed_{};
  std::unique_ptr<evp_pkey_st, Free> key_;
};

/// Whether `signature` is one of `message` by the holder of `key`.
bool Verify(const PublicKey& key, std::string_view message, const Signature& signature);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_ED25519_H_
