#include "tree/note.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>

#include "event/sha256.h"
#include "event/text.h"

namespace daybook::tree {
namespace {

constexpr std::string_view kDash = "\xE2\x80\x94 ";  // U+2014 and a space
constexpr std::string_view kPrivate = "PRIVATE+KEY+";

template <typename Array>
std::string_view View(const Array& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::uint32_t BigEndian(std::string_view bytes) {
  std::uint32_t number = 0;
  for (const char c : bytes.substr(0, 4)) number = number << 8 | static_cast<std::uint8_t>(c);
  return number;
}

std::string BigEndian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(number >> shift & 0xFF);
  return bytes;
}

std::unexpected<Error> Bad(std::string detail) {
  return Fail(ErrorCode::kMalformed, std::move(detail));
}

// A key as text, after any "PRIVATE+KEY+".
struct KeyText {
  std::string name;
  std::uint32_t id = 0;
  std::uint8_t type = 0;
  std::array<std::uint8_t, 32> bytes{};
};

Result<KeyText> ParseKey(std::string_view text) {
  const std::size_t first = text.find('+');
  const std::size_t second = first == text.npos ? text.npos : text.find('+', first + 1);
  if (second == text.npos) return Bad("A key is name+id+base64.");
  KeyText key;
  key.name = text.substr(0, first);
  const std::string_view hex = text.substr(first + 1, second - first - 1);
  const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), key.id, 16);
  const auto bytes = DecodeBase64(text.substr(second + 1));
  if (!IsKeyName(key.name)) return Bad("A key's name is empty, or has a space or a plus.");
  if (hex.size() != 8 || error != std::errc() || end != hex.data() + hex.size()) {
    return Bad("A key's id is eight hexadecimal digits.");
  }
  if (!bytes || bytes->size() != 1 + key.bytes.size()) {
    return Bad("A key is base64 of 33 bytes: its type and itself.");
  }
  key.type = static_cast<std::uint8_t>(bytes->front());
  std::ranges::copy(bytes->substr(1), key.bytes.begin());
  return key;
}

std::string KeyToText(const VerifierKey& verifier, const std::array<std::uint8_t, 32>& bytes) {
  std::string typed(1, static_cast<char>(verifier.type));
  typed += View(bytes);
  return fmt::format("{}+{:08x}+{}", verifier.name, verifier.id(), EncodeBase64(typed));
}

Result<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kDash)) return Bad("A signature line begins with a dash and a space.");
  line.remove_prefix(kDash.size());
  const std::size_t space = line.find(' ');
  if (space == line.npos) return Bad("A signature line is a name and base64.");
  const auto bytes = DecodeBase64(line.substr(space + 1));
  NoteSignature signature;
  signature.name = line.substr(0, space);
  if (!IsKeyName(signature.name) || !bytes || bytes->size() < 5) {
    return Bad("A signature line is a name and base64 of a key id and a signature.");
  }
  signature.key_id = BigEndian(*bytes);
  signature.bytes = bytes->substr(4);
  return signature;
}

}  // namespace

bool IsKeyName(std::string_view name) {
  // UTF-8 is checked by the note; white space beyond ASCII that Unicode knows is named here.
  static constexpr std::array<std::string_view, 6> kSpaces = {
      " ", "\xC2\xA0", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE3\x80\x80", "+"};
  return !name.empty() && IsCloudEventsString(name) &&
         std::ranges::none_of(
             kSpaces, [&](std::string_view space) { return name.find(space) != name.npos; });
}

std::uint32_t VerifierKey::id() const {
  std::string named = name + "\n";
  named += static_cast<char>(type);
  named += View(key);
  const Sha256Digest digest = Sha256(named);
  return BigEndian(View(digest));
}

std::string VerifierKey::Text() const { return KeyToText(*this, key); }

Result<VerifierKey> VerifierKey::Parse(std::string_view text) {
  const auto key = ParseKey(text);
  if (!key) return std::unexpected(key.error());
  const auto type = static_cast<KeyType>(key->type);
  if (type != KeyType::kEd25519 && type != KeyType::kCosignature) {
    return Bad(fmt::format("A key of type {} is not known here.", key->type));
  }
  VerifierKey verifier{key->name, type, key->bytes};
  if (verifier.id() != key->id) return Bad("A key's id is not that of its name and bytes.");
  return verifier;
}

Result<Note> Note::Parse(std::string_view note) {
  if (note.size() > kNoteBytes) return Bad("A note is too long.");
  if (!IsUtf8(note)) return Bad("A note is not UTF-8.");
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; };
  if (std::ranges::any_of(note, control)) return Bad("A note has a control character.");
  const std::size_t split = note.rfind("\n\n");
  if (split == note.npos || !note.ends_with('\n')) {
    return Bad("A note is text, a blank line and signature lines.");
  }
  Note parsed{.text = std::string(note.substr(0, split + 1))};
  note.remove_prefix(split + 2);
  if (note.empty()) return Bad("A note has no signature.");
  while (!note.empty()) {
    const std::size_t end = note.find('\n');
    auto signature = ParseSignature(note.substr(0, end));
    if (!signature) return std::unexpected(std::move(signature.error()));
    if (parsed.signatures.size() == kSignatures) return Bad("A note has too many signatures.");
    parsed.signatures.push_back(*std::move(signature));
    note.remove_prefix(end + 1);
  }
  return parsed;
}

std::string SignatureLine(const NoteSignature& signature) {
  return fmt::format("{}{} {}\n", kDash, signature.name,
                     EncodeBase64(BigEndian(signature.key_id) + signature.bytes));
}

std::string Note::Text() const {
  std::string note = text + "\n";
  for (const NoteSignature& signature : signatures) note += SignatureLine(signature);
  return note;
}

std::string CosignatureMessage(std::uint64_t time, std::string_view text) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time, text);
}

bool VerifySignature(const VerifierKey& key, std::string_view text, std::string_view bytes) {
  Signature signature;
  if (key.type == KeyType::kEd25519) {
    if (bytes.size() != signature.size()) return false;
    std::ranges::copy(bytes, signature.begin());
    return Verify(key.key, text, signature);
  }
  if (bytes.size() != 8 + signature.size()) return false;
  std::ranges::copy(bytes.substr(8), signature.begin());
  const std::uint64_t time =
      std::uint64_t{BigEndian(bytes)} << 32 | std::uint64_t{BigEndian(bytes.substr(4))};
  return Verify(key.key, CosignatureMessage(time, text), signature);
}

Result<std::vector<VerifierKey>> VerifyNote(const Note& note, std::span<const VerifierKey> known) {
  std::vector<VerifierKey> signers;
  for (const NoteSignature& signature : note.signatures) {
    const auto key = std::ranges::find_if(known, [&](const VerifierKey& verifier) {
      return verifier.name == signature.name && verifier.id() == signature.key_id;
    });
    if (key == known.end() || std::ranges::find(signers, *key) != signers.end()) continue;
    if (!VerifySignature(*key, note.text, signature.bytes)) {
      return Bad(fmt::format("The signature of {} does not verify.", key->name));
    }
    signers.push_back(*key);
  }
  return signers;
}

NoteSigner::NoteSigner(std::string name, PrivateKey key, KeyType type)
    : key_(std::move(key)),
      verifier_{.name = std::move(name), .type = type, .key = key_.public_key()} {}

Result<NoteSigner> NoteSigner::Parse(std::string_view text, KeyType type) {
  while (text.ends_with('\n')) text.remove_suffix(1);
  if (!text.starts_with(kPrivate)) return Bad("A signer key begins with PRIVATE+KEY+.");
  const auto key = ParseKey(text.substr(kPrivate.size()));
  if (!key) return std::unexpected(key.error());
  if (key->type != static_cast<std::uint8_t>(type)) {
    return Bad(fmt::format("A signer key of type {} is not for this.", key->type));
  }
  NoteSigner signer(key->name, PrivateKey(key->bytes), type);
  if (signer.verifier().id() != key->id)
    return Bad("A key's id is not that of its name and bytes.");
  return signer;
}

std::string NoteSigner::Text() const {
  return std::string(kPrivate) + KeyToText(verifier_, key_.seed());
}

NoteSignature NoteSigner::Sign(std::string_view text) const {
  assert(verifier_.type == KeyType::kEd25519);
  const Signature signature = key_.Sign(text);
  return {verifier_.name, verifier_.id(), std::string(View(signature))};
}

NoteSignature NoteSigner::Cosign(std::string_view text, std::uint64_t time) const {
  assert(verifier_.type == KeyType::kCosignature);
  const Signature signature = key_.Sign(CosignatureMessage(time, text));
  std::string bytes = BigEndian(static_cast<std::uint32_t>(time >> 32)) +
                      BigEndian(static_cast<std::uint32_t>(time));
  bytes += View(signature);
  return {verifier_.name, verifier_.id(), std::move(bytes)};
}

}  // namespace daybook::tree
