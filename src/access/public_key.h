// Public keys from their numbers, by OpenSSL.

#ifndef DAYBOOK_ACCESS_PUBLIC_KEY_H_
#define DAYBOOK_ACCESS_PUBLIC_KEY_H_

#include <memory>
#include <string_view>

struct evp_pkey_st;

namespace daybook::access {

/// Of its modulus and exponent, big-endian. Null if these make no key: the exponent is odd, from 3
/// up, of at most 64 bits.
std::shared_ptr<evp_pkey_st> RsaKey(std::string_view modulus, std::string_view exponent);

/// Of its coordinates, 32 bytes each. Null if they are no point of the curve.
std::shared_ptr<evp_pkey_st> P256Key(std::string_view x, std::string_view y);

/// Of its 32 bytes. Null if there are not so many.
std::shared_ptr<evp_pkey_st> Ed25519Key(std::string_view bytes);

/// Whether an RSA key is long enough to be believed and short enough to be used (key_set.h).
bool HasSoundSize(evp_pkey_st& rsa);

}  // namespace daybook::access

#endif  // DAYBOOK_ACCESS_PUBLIC_KEY_H_
