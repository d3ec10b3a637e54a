#include "tree/ed25519.h"

#include <openssl/evp.h>
#include <openssl/rand.h>

#include <cassert>

namespace daybook::tree {
namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_MD_CTX, ContextFree>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

void PrivateKey::Free::operator()(evp_pkey_st* key) const { EVP_PKEY_free(key); }

PrivateKey PrivateKey::Generate() {
  Seed seed;
  const bool random = RAND_priv_bytes(seed.data(), static_cast<int>(seed.size())) == 1;
  assert(random);  // a process without randomness must not make keys
  static_cast<void>(random);
  return PrivateKey(seed);
}

PrivateKey::PrivateKey(const Seed& seed)
    : seed_(seed),
      key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, seed.data(), seed.size())) {
  assert(key_ != nullptr);
}

PublicKey PrivateKey::public_key() const {
  PublicKey key;
  std::size_t length = key.size();
  EVP_PKEY_get_raw_public_key(key_.get(), key.data(), &length);
  assert(length == key.size());
  return key;
}

Signature PrivateKey::Sign(std::string_view message) const {
  const Context context(EVP_MD_CTX_new());
  Signature signature;
  std::size_t length = signature.size();
  const bool signed_it =
      EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
      EVP_DigestSign(context.get(), signature.data(), &length, Bytes(message), message.size()) == 1;
  assert(signed_it && length == signature.size());  // nothing about the message can make it fail
  static_cast<void>(signed_it);
  return signature;
}

bool Verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  struct KeyFree {
    void operator()(EVP_PKEY* raw) const { EVP_PKEY_free(raw); }
  };
  const std::unique_ptr<EVP_PKEY, KeyFree> raw(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()));
  const Context context(EVP_MD_CTX_new());
  return raw != nullptr &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, raw.get()) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(), Bytes(message),
                          message.size()) == 1;
}

}  // namespace daybook::tree
