#include "event/sha256.h"

#include <openssl/evp.h>

#include <cassert>
#include <memory>

namespace daybook {
namespace {

struct ContextFree {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

}  // namespace

Sha256Digest Sha256(std::string_view text) {
  // Fetching the algorithm and making a context cost more than hashing one event: a thread keeps
  // its own.
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, ContextFree> context(EVP_MD_CTX_new());
  Sha256Digest digest;
  const bool ok = EVP_DigestInit_ex2(context.get(), algorithm, nullptr) == 1 &&
                  EVP_DigestUpdate(context.get(), text.data(), text.size()) == 1 &&
                  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1;
  assert(ok);  // SHA-256 of bytes in memory cannot fail, short of a broken OpenSSL
  static_cast<void>(ok);
  return digest;
}

}  // namespace daybook
