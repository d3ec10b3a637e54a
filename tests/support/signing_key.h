// Keys of an issuer of tokens, made for a test, and what they sign.

#ifndef DAYBOOK_TESTS_SUPPORT_SIGNING_KEY_H_
#define DAYBOOK_TESTS_SUPPORT_SIGNING_KEY_H_

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>

#include <memory>
#include <string>
#include <string_view>

#include "event/text.h"

namespace daybook::testing {

/// A key for one algorithm: RS256, PS256, ES256 or EdDSA.
class SigningKey {
 public:
  explicit SigningKey(std::string algorithm, std::string id = "k1", unsigned rsa_bits = 2'048)
      : algorithm_(std::move(algorithm)), id_(std::move(id)) {
    EVP_PKEY* made = nullptr;
    if (algorithm_ == "ES256") {
      made = EVP_EC_gen("P-256");
    } else if (algorithm_ == "EdDSA") {
      made = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    } else {
      made = EVP_RSA_gen(rsa_bits);
    }
    key_.reset(made, EVP_PKEY_free);
  }

  const std::string& algorithm() const { return algorithm_; }

  /// As a member of a key set; `more` is further members, `,"use":"sig"`.
  std::string Jwk(const std::string& more = "") const {
    const std::string begin = R"({"kid":")" + id_ + '"' + more;
    if (algorithm_ == "ES256") {
      return begin + R"(,"kty":"EC","crv":"P-256","x":")" + Number(OSSL_PKEY_PARAM_EC_PUB_X, 32) +
             R"(","y":")" + Number(OSSL_PKEY_PARAM_EC_PUB_Y, 32) + "\"}";
    }
    if (algorithm_ == "EdDSA") {
      return begin + R"(,"kty":"OKP","crv":"Ed25519","x":")" + Ed25519() + "\"}";
    }
    return begin + R"(,"kty":"RSA","n":")" + Number(OSSL_PKEY_PARAM_RSA_N, 0) + R"(","e":")" +
           Number(OSSL_PKEY_PARAM_RSA_E, 0) + "\"}";
  }

  std::string KeySet(const std::string& more = "") const {
    return R"({"keys":[)" + Jwk(more) + "]}";
  }

  std::string Header() const {
    return R"({"alg":")" + algorithm_ + R"(","typ":"JWT","kid":")" + id_ + "\"}";
  }

  /// A token of these claims.
  std::string Token(const std::string& claims) const { return Token(Header(), claims); }
  std::string Token(const std::string& header, const std::string& claims) const {
    const std::string text = EncodeBase64Url(header) + '.' + EncodeBase64Url(claims);
    return text + '.' + EncodeBase64Url(Sign(text));
  }

  /// The bytes of a signature as JWS has them.
  std::string Sign(std::string_view text) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    EVP_PKEY_CTX* of_key = nullptr;
    const EVP_MD* const digest = algorithm_ == "EdDSA" ? nullptr : EVP_sha256();
    EVP_DigestSignInit(context.get(), &of_key, digest, nullptr, key_.get());
    if (algorithm_ == "PS256") {
      EVP_PKEY_CTX_set_rsa_padding(of_key, RSA_PKCS1_PSS_PADDING);
      EVP_PKEY_CTX_set_rsa_pss_saltlen(of_key, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 0;
    EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size());
    std::string signature(size, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(signature.data());
    EVP_DigestSign(context.get(), out, &size, bytes, text.size());
    signature.resize(size);
    return algorithm_ == "ES256" ? Raw(signature) : signature;
  }

 private:
  static std::string Raw(const std::string& der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* const both = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string raw(64, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(raw.data());
    BN_bn2binpad(ECDSA_SIG_get0_r(both), out, 32);
    BN_bn2binpad(ECDSA_SIG_get0_s(both), out + 32, 32);
    ECDSA_SIG_free(both);
    return raw;
  }

  std::string Number(const char* name, int bytes) const {
    BIGNUM* number = nullptr;
    EVP_PKEY_get_bn_param(key_.get(), name, &number);
    if (bytes == 0) bytes = BN_num_bytes(number);
    std::string text(static_cast<std::size_t>(bytes), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(text.data()), bytes);
    BN_free(number);
    return EncodeBase64Url(text);
  }

  std::string Ed25519() const {
    std::string text(32, '\0');
    std::size_t size = text.size();
    EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(text.data()), &size);
    return EncodeBase64Url(text);
  }

  std::string algorithm_, id_;
  std::shared_ptr<EVP_PKEY> key_;
};

/// A token "signed" with a shared secret.
inline std::string HmacToken(const std::string& header, const std::string& claims,
                             const std::string& secret) {
  const std::string text = EncodeBase64Url(header) + '.' + EncodeBase64Url(claims);
  std::string mac(32, '\0');
  unsigned size = 32;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
       reinterpret_cast<unsigned char*>(mac.data()), &size);
  return text + '.' + EncodeBase64Url(mac);
}

}  // namespace daybook::testing

#endif  // DAYBOOK_TESTS_SUPPORT_SIGNING_KEY_H_
