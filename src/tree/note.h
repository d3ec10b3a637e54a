// Signed notes (C2SP signed-note): text that names who signed it.
//
//   note := text LF signature+            (text ends with LF)
//   signature := "— " name " " base64(key id ‖ signature) LF
//   verifier key := name "+" hex(key id) "+" base64(type ‖ public key)
//   signer key := "PRIVATE+KEY+" name "+" hex(key id) "+" base64(type ‖ seed)
//   key id := the first 4 bytes of SHA-256(name ‖ LF ‖ type ‖ public key)

#ifndef DAYBOOK_TREE_NOTE_H_
#define DAYBOOK_TREE_NOTE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "tree/ed25519.h"

namespace daybook::tree {

/// Types of keys, as the specifications number them.
enum class KeyType : std::uint8_t {
  kEd25519 = 0x01,
  kCosignature = 0x04,  ///< Ed25519 over a cosignature/v1 message (C2SP tlog-cosignature).
};

/// Who is believed: a name and a public key. A value.
struct VerifierKey {
  std::string name;
  KeyType type = KeyType::kEd25519;
  PublicKey key{};

  static Result<VerifierKey> Parse(std::string_view text);
  std::string Text() const;
  std::uint32_t id() const;

  bool operator==(const VerifierKey&) const = default;
};

/// One signature line, not checked. `bytes` is what follows the key id.
struct NoteSignature {
  std::string name;
  std::uint32_t key_id = 0;
  std::string bytes;
};

/// The line of a note that has this signature, with its LF.
std::string SignatureLine(const NoteSignature& signature);

/// A note in its parts, not checked.
struct Note {
  std::string text;  ///< With its last LF.
  std::vector<NoteSignature> signatures;

  /// Fails with kMalformed. At most kSignatures signatures, at most kNoteBytes in all.
  static Result<Note> Parse(std::string_view note);
  std::string Text() const;

  static constexpr std::size_t kSignatures = 100;
  static constexpr std::size_t kNoteBytes = 1'000'000;
};

/// Whether `bytes`, of a signature line, is a signature of `text` by `key`: for a cosignature, the
/// time in seconds (8 bytes, big-endian) and the signature of that time and the text.
bool VerifySignature(const VerifierKey& key, std::string_view text, std::string_view bytes);

/// What a cosigner signs (C2SP tlog-cosignature): `text` at `time`, in seconds since 1970.
std::string CosignatureMessage(std::uint64_t time, std::string_view text);

/// The keys of `known` that signed the note. A signature by none of them is passed over; one by a
/// known key that does not verify refuses the whole note.
Result<std::vector<VerifierKey>> VerifyNote(const Note& note, std::span<const VerifierKey> known);

/// Signs notes as one name, with a key of one type. Movable; signing is thread-safe.
class NoteSigner {
 public:
  NoteSigner(std::string name, PrivateKey key, KeyType type = KeyType::kEd25519);

  /// Reads a signer key of this type.
  static Result<NoteSigner> Parse(std::string_view text, KeyType type = KeyType::kEd25519);
  std::string Text() const;  ///< Secret.

  const VerifierKey& verifier() const { return verifier_; }

  /// With a key of type kEd25519.
  NoteSignature Sign(std::string_view text) const;

  /// With a key of type kCosignature: the text of a checkpoint, seen at `time`, in seconds since
  /// 1970.
  NoteSignature Cosign(std::string_view text, std::uint64_t time) const;

 private:
  PrivateKey key_;
  VerifierKey verifier_;
};

/// Whether it can name a key: not empty, no white space, no `+`.
bool IsKeyName(std::string_view name);

}  // namespace daybook::tree

#endif  // DAYBOOK_TREE_NOTE_H_
