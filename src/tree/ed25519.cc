#include "tree/ed25519.h"

#include <sodium.h>

#include <cassert>
#include <tuple>

namespace daybook::tree {
namespace {

static_assert(crypto_sign_SEEDBYTES == std::tuple_size_v<PrivateKey::Seed>);
static_assert(crypto_sign_PUBLICKEYBYTES == std::tuple_size_v<PublicKey>);
static_assert(crypto_sign_SECRETKEYBYTES == 64);
static_assert(crypto_sign_BYTES == std::tuple_size_v<Signature>);

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// Before anything else of the library is called. Thread-safe, and only the first call does
// something.
void Begin() {
  [[maybe_unused]] const int begun = sodium_init();
  assert(begun >= 0);  // it found a source of randomness
}

}  // namespace

PrivateKey PrivateKey::Generate() {
  Begin();
  Seed seed;
  randombytes_buf(seed.data(), seed.size());  // ends the process where there is no randomness
  return PrivateKey(seed);
}

PrivateKey::PrivateKey(const Seed& seed) {
  Begin();
  PublicKey key;
  crypto_sign_seed_keypair(key.data(), secret_.data(), seed.data());
}

PrivateKey::~PrivateKey() { sodium_memzero(secret_.data(), secret_.size()); }

PrivateKey::Seed PrivateKey::seed() const {
  Seed seed;
  crypto_sign_ed25519_sk_to_seed(seed.data(), secret_.data());
  return seed;
}

PublicKey PrivateKey::public_key() const {
  PublicKey key;
  crypto_sign_ed25519_sk_to_pk(key.data(), secret_.data());
  return key;
}

Signature PrivateKey::Sign(std::string_view message) const {
  Signature signature;
  crypto_sign_detached(signature.data(), nullptr, Bytes(message), message.size(), secret_.data());
  return signature;
}

bool Verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  Begin();
  return crypto_sign_verify_detached(signature.data(), Bytes(message), message.size(),
                                     key.data()) == 0;
}

}  // namespace daybook::tree
