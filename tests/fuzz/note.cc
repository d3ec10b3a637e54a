// Notes and keys: what is read is written as it was, and no other text bears a note's signature.

#include "tree/note.h"

#include <algorithm>
#include <array>

#include "event/text.h"
#include "fuzz/fuzz.h"

namespace daybook::tree {
namespace {

using fuzz::Require;

const NoteSigner& Signer() {
  static const NoteSigner signer("example.org/book", PrivateKey(PrivateKey::Seed{1, 2, 3}));
  return signer;
}

void ReadNote(std::string_view input) {
  const auto note = Note::Parse(input);
  if (!note) return;
  Require(note->Text() == input, "a note has one form");
  const auto signers = VerifyNote(*note, std::array{Signer().verifier()});
  Require(!signers || signers->size() <= 1, "a key signs once");
}

void ReadKeys(std::string_view input) {
  if (const auto key = VerifierKey::Parse(input)) {
    Require(VerifierKey::Parse(key->Text()) == *key, "a verifier key is written as it is read");
  }
  if (const auto signer = NoteSigner::Parse(input)) {
    Require(NoteSigner::Parse(signer->Text())->verifier() == signer->verifier(),
            "a signer key is written as it is read");
  }
}

void SignAndChange(std::string_view input) {
  const std::string text = std::string(input.substr(0, 1'000)) + "\n";
  const Note note{.text = text, .signatures = {Signer().Sign(text)}};
  const auto known = std::array{Signer().verifier()};
  auto read = Note::Parse(note.Text());
  const bool fit = IsUtf8(text) && std::ranges::none_of(text, [](char c) {
                     return static_cast<unsigned char>(c) < 0x20 && c != '\n';
                   });
  Require(read.has_value() == fit, "a text can be signed if it is UTF-8 without controls");
  if (!read) return;
  Require(read->text == text, "the text of a note is what was signed");
  Require(VerifyNote(*read, known)->size() == 1, "what was signed verifies");
  char& changed =
      read->text[input.empty() ? 0 : static_cast<unsigned char>(input[0]) % text.size()];
  changed = static_cast<char>(changed ^ 1);
  Require(!VerifyNote(*read, known), "what was changed does not");
}

}  // namespace
}  // namespace daybook::tree

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = daybook::fuzz::View(data, size);
  daybook::tree::ReadNote(input);
  daybook::tree::ReadKeys(input);
  daybook::tree::SignAndChange(input);
  return 0;
}
