#include "access/public_key.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include <array>
#include <string>

#include "access/key_set.h"

namespace daybook::access {
namespace {

constexpr std::size_t kCoordinateBytes = 32;
constexpr std::size_t kEd25519Bytes = 32;
constexpr std::size_t kEd25519SignatureBytes = 64;
constexpr int kExponentBitsMax = 64;

template <auto Free>
struct Freeing {
  template <typename T>
  void operator()(T* held) const {
    Free(held);
  }
};
template <typename T, auto Free>
using Held = std::unique_ptr<T, Freeing<Free>>;

using Number = Held<BIGNUM, BN_free>;

const unsigned char* Unsigned(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

Number NumberOf(std::string_view bytes) {
  return Number(BN_bin2bn(Unsigned(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::shared_ptr<evp_pkey_st> Build(const char* type, OSSL_PARAM_BLD& builder) {
  const Held<OSSL_PARAM, OSSL_PARAM_free> params(OSSL_PARAM_BLD_to_param(&builder));
  const Held<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(
      EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  const bool made = params && context && EVP_PKEY_fromdata_init(context.get()) == 1 &&
                    EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) == 1;
  std::shared_ptr<evp_pkey_st> held(key, EVP_PKEY_free);
  ERR_clear_error();
  return made ? held : nullptr;
}

const EVP_MD* DigestOf(SignatureAlgorithm algorithm) {
  return algorithm == SignatureAlgorithm::kEdDsa ? nullptr : EVP_sha256();
}

// A signature of RFC 7518, section 3.4, two numbers one behind the other, as OpenSSL reads it.
std::string DerOf(std::string_view signature) {
  if (signature.size() != 2 * kCoordinateBytes) return "";
  Number r = NumberOf(signature.substr(0, kCoordinateBytes));
  Number s = NumberOf(signature.substr(kCoordinateBytes));
  const Held<ECDSA_SIG, ECDSA_SIG_free> both(ECDSA_SIG_new());
  if (ECDSA_SIG_set0(both.get(), r.get(), s.get()) != 1) return "";
  static_cast<void>(r.release());  // they are its own now
  static_cast<void>(s.release());
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(both.get(), &der);
  if (size <= 0) return "";
  std::string text(reinterpret_cast<const char*>(der), static_cast<std::size_t>(size));
  OPENSSL_free(der);
  return text;
}

bool UsePss(EVP_PKEY_CTX* context) {
  return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) == 1;
}

bool HasSoundExponent(const BIGNUM* exponent) {
  return BN_is_odd(exponent) && !BN_is_one(exponent) && BN_num_bits(exponent) <= kExponentBitsMax;
}

}  // namespace

std::shared_ptr<evp_pkey_st> RsaKey(std::string_view modulus, std::string_view exponent) {
  // Before any of it is counted with: a number of a megabyte is a way to keep somebody busy.
  if (modulus.empty() || modulus.size() > kRsaBitsMax / 8 + 1 || exponent.size() > 8) {
    return nullptr;
  }
  const Number n = NumberOf(modulus);
  const Number e = NumberOf(exponent);
  if (!BN_is_odd(n.get()) || !HasSoundExponent(e.get())) return nullptr;
  const Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return Build("RSA", *builder);
}

std::shared_ptr<evp_pkey_st> P256Key(std::string_view x, std::string_view y) {
  if (x.size() != kCoordinateBytes || y.size() != kCoordinateBytes) return nullptr;
  const std::string point = "\x04" + std::string(x) + std::string(y);  // not compressed
  const Held<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free> builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(),
                                   point.size());
  return Build("EC", *builder);
}

std::shared_ptr<evp_pkey_st> Ed25519Key(std::string_view bytes) {
  if (bytes.size() != kEd25519Bytes) return nullptr;
  return {EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, Unsigned(bytes), bytes.size()),
          EVP_PKEY_free};
}

bool HasSoundSize(evp_pkey_st& rsa) {
  const int bits = EVP_PKEY_get_bits(&rsa);
  return bits >= kRsaBitsMin && bits <= kRsaBitsMax;
}

bool IsSignedBy(const VerificationKey& key, SignatureAlgorithm algorithm, std::string_view message,
                std::string_view signature) {
  std::string der;
  if (algorithm == SignatureAlgorithm::kEs256) {
    der = DerOf(signature);
    if (der.empty()) return false;
    signature = der;
  }
  if (algorithm == SignatureAlgorithm::kEdDsa && signature.size() != kEd25519SignatureBytes) {
    return false;
  }
  const Held<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* of_key = nullptr;  // the context's
  const bool ready = EVP_DigestVerifyInit(context.get(), &of_key, DigestOf(algorithm), nullptr,
                                          key.key.get()) == 1 &&
                     (algorithm != SignatureAlgorithm::kPs256 || UsePss(of_key));
  const bool fits = ready && EVP_DigestVerify(context.get(), Unsigned(signature), signature.size(),
                                              Unsigned(message), message.size()) == 1;
  ERR_clear_error();  // a wrong signature is no error of whoever looks at the queue next
  return fits;
}

}  // namespace daybook::access
