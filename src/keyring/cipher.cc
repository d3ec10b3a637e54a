#include "keyring/cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <memory>

namespace daybook::keyring {
namespace {

constexpr std::size_t kTagBytes = 16;

using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

// What cannot fail with arguments of these sizes, but for want of memory or of a working OpenSSL.
void Must(int succeeded) {
  if (succeeded != 1) std::abort();
}

// Made once a thread: to set one up takes longer than to encrypt a name.
EVP_CIPHER_CTX* Begin(int encrypting, const SecretKey& key, std::string_view nonce,
                      std::string_view context) {
  thread_local const Context cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  assert(nonce.size() == kNonceBytes);
  Must(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(key.bytes()), Bytes(nonce),
                         encrypting));
  int length = 0;
  Must(EVP_CipherUpdate(cipher.get(), nullptr, &length, Bytes(context),
                        static_cast<int>(context.size())));
  return cipher.get();
}

}  // namespace

SecretKey::SecretKey(std::string_view bytes) {
  assert(bytes.size() == kBytes);
  std::ranges::copy(bytes, bytes_.begin());
}

SecretKey::~SecretKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }

SecretKey SecretKey::Random() {
  SecretKey key;
  Must(RAND_priv_bytes(key.bytes_.data(), kBytes));
  return key;
}

// HKDF-Expand: 32 bytes are its first block, and these bits are as random as its Extract makes
// them.
SecretKey SecretKey::Derive(std::string_view purpose) const {
  const Sha256Digest block = MacOf(*this, std::string(purpose) + '\x01');
  return SecretKey({reinterpret_cast<const char*>(block.data()), block.size()});
}

std::string RandomBytes(std::size_t count) {
  std::string bytes(count, '\0');
  Must(RAND_bytes(Bytes(bytes), static_cast<int>(count)));
  return bytes;
}

std::string RandomDigits(std::size_t count) {
  return DigestHex(Sha256(RandomBytes(SecretKey::kBytes))).substr(0, count);
}

Sha256Digest MacOf(const SecretKey& key, std::string_view text) {
  Sha256Digest digest;
  const auto* made = HMAC(EVP_sha256(), key.bytes().data(), SecretKey::kBytes, Bytes(text),
                          text.size(), digest.data(), nullptr);
  Must(made != nullptr ? 1 : 0);
  return digest;
}

std::string Encrypt(const SecretKey& key, std::string_view nonce, std::string_view context,
                    std::string_view text) {
  EVP_CIPHER_CTX* cipher = Begin(1, key, nonce, context);
  std::string encrypted(text.size() + kTagBytes, '\0');
  int length = 0;
  Must(EVP_EncryptUpdate(cipher, Bytes(encrypted), &length, Bytes(text),
                         static_cast<int>(text.size())));
  Must(EVP_EncryptFinal_ex(cipher, Bytes(encrypted) + length, &length));
  Must(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_GET_TAG, kTagBytes,
                           encrypted.data() + text.size()));
  return encrypted;
}

std::optional<std::string> Decrypt(const SecretKey& key, std::string_view nonce,
                                   std::string_view context, std::string_view encrypted) {
  if (nonce.size() != kNonceBytes || encrypted.size() < kTagBytes) return std::nullopt;
  std::string tag(encrypted.substr(encrypted.size() - kTagBytes));  // OpenSSL takes no const one
  encrypted.remove_suffix(kTagBytes);
  EVP_CIPHER_CTX* cipher = Begin(0, key, nonce, context);
  std::string text(encrypted.size(), '\0');
  int length = 0;
  Must(EVP_DecryptUpdate(cipher, Bytes(text), &length, Bytes(encrypted),
                         static_cast<int>(encrypted.size())));
  Must(EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()));
  if (EVP_DecryptFinal_ex(cipher, Bytes(text) + length, &length) != 1) return std::nullopt;
  return text;
}

}  // namespace daybook::keyring
