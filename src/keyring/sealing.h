// Sealing one value under a person's key, and opening it again.
//
//   key        := 256 random bits for each person
//   seal key   := HKDF-Expand(key, "daybook seal", 32)
//   nonce key  := HKDF-Expand(key, "daybook nonce", 32)
//   text       := the value's JSON text, token for token as sent, and spaces up to the next
//   multiple
//                 of 32 bytes, so that its length says little
//   context    := "daybook-sealed-v1" LF person LF key id LF source LF id LF pointer
//   nonce      := the first 12 bytes of HMAC-SHA256(nonce key, context LF LF text)
//   ciphertext := AES-256-GCM(seal key, nonce, associated data: context, text), then its tag
//
// The context is where the value stands (the event's source and id, the JSON pointer into it): a
// ciphertext that is moved elsewhere does not open. None of its parts but the last, the pointer,
// can have a line feed in it, and neither can a JSON text that was minified.
//
// The nonce follows from what is sealed (a synthetic initialisation vector, as in RFC 5297 and
// 8452) and is not drawn. So the same event sent twice comes to the same entry, and a repetition is
// known by comparing bytes, as it is for every other event, without a hash of the value being kept
// that somebody could guess at. Equal nonces for different texts are as unlikely as with drawn
// ones: an HMAC under a secret key looks random, and equal texts at different places have other
// contexts. Once the key is gone, nonces are as good as random bytes, and nobody can tell a right
// guess from a wrong one.

#ifndef DAYBOOK_KEYRING_SEALING_H_
#define DAYBOOK_KEYRING_SEALING_H_

#include <optional>
#include <string>
#include <string_view>

#include "event/sealed.h"
#include "keyring/cipher.h"

namespace daybook::keyring {

/// One person's key, ready for use.
struct PersonKey {
  std::string person;
  std::string id;  ///< 16 hex digits, drawn.
  SecretKey seal, nonce;

  PersonKey(std::string whose, std::string name, const SecretKey& key)
      : person(std::move(whose)),
        id(std::move(name)),
        seal(key.Derive("daybook seal")),
        nonce(key.Derive("daybook nonce")) {}
};

/// Where a value stands: the event's source and id, and the pointer into the event.
struct Place {
  std::string_view source, id, pointer;
};

/// The sealed value (event/sealed.h) that stands for one with this JSON text.
std::string Seal(const PersonKey& key, const Place& place, std::string_view value);

/// The JSON text again, or nothing: it is under another key, or was sealed for another place.
std::optional<std::string> Open(const PersonKey& key, const Place& place,
                                const SealedValue& sealed);

}  // namespace daybook::keyring

#endif  // DAYBOOK_KEYRING_SEALING_H_
