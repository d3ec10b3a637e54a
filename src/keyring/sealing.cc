#include "keyring/sealing.h"

#include <fmt/format.h>

#include "event/text.h"

namespace daybook::keyring {
namespace {

constexpr std::size_t kPaddedTo = 32;

std::string ContextOf(const PersonKey& key, const Place& place) {
  return fmt::format("daybook-sealed-v1\n{}\n{}\n{}\n{}\n{}", key.person, key.id, place.source,
                     place.id, place.pointer);
}

std::string NonceOf(const PersonKey& key, std::string_view context, std::string_view text) {
  const Sha256Digest code = MacOf(key.nonce, fmt::format("{}\n\n{}", context, text));
  return {code.begin(), code.begin() + kNonceBytes};
}

}  // namespace

std::string Seal(const PersonKey& key, const Place& place, std::string_view value) {
  std::string text(value);
  text.resize((text.size() + kPaddedTo - 1) / kPaddedTo * kPaddedTo, ' ');
  const std::string context = ContextOf(key, place);
  const std::string nonce = NonceOf(key, context, text);
  const std::string ciphertext = EncodeBase64(Encrypt(key.seal, nonce, context, text));
  return TextOf({.person = key.person,
                 .key = key.id,
                 .nonce = EncodeBase64(nonce),
                 .ciphertext = ciphertext});
}

std::optional<std::string> Open(const PersonKey& key, const Place& place,
                                const SealedValue& sealed) {
  if (sealed.person != key.person || sealed.key != key.id) return std::nullopt;
  const auto nonce = DecodeBase64(sealed.nonce);
  const auto ciphertext = DecodeBase64(sealed.ciphertext);
  if (!nonce || !ciphertext) return std::nullopt;
  auto text = Decrypt(key.seal, *nonce, ContextOf(key, place), *ciphertext);
  if (text) text->resize(text->find_last_not_of(' ') + 1);
  return text;
}

}  // namespace daybook::keyring
