#include "event/sha256.h"

// OpenSSL 3 would rather have everybody use EVP, which takes longer to set up than a node of the
// tree takes to hash.
#define OPENSSL_API_COMPAT 0x10100000L
#include <openssl/sha.h>

namespace daybook {

Sha256Digest Sha256(std::string_view text) {
  Sha256Digest digest;
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, text.data(), text.size());
  SHA256_Final(digest.data(), &context);
  return digest;
}

}  // namespace daybook
