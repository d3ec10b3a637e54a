#include "tree/note.h"

#include <gtest/gtest.h>

namespace daybook::tree {
namespace {

// The key and the note that the specification of signed notes gives as its example.
constexpr std::string_view kKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

NoteSigner Signer(const std::string& name = "example.com/log") {
  PrivateKey::Seed seed{};
  seed[0] = 7;
  return {name, PrivateKey(seed)};
}

Note Signed(const std::string& text) { return {.text = text, .signatures = {Signer().Sign(text)}}; }

TEST(VerifierKey, ReadsAndWritesThePublicExample) {
  const auto key = VerifierKey::Parse(kKey);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->name, "example.com/foo");
  EXPECT_EQ(key->id(), 0x530d903aU);
  EXPECT_EQ(key->Text(), kKey);
}

TEST(VerifierKey, RefusesWhatIsNotOne) {
  for (const char* text :
       {"", "a", "a+b", "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "exam ple.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"}) {
    EXPECT_FALSE(VerifierKey::Parse(text)) << text;
  }
}

TEST(NoteSigner, IsTheSameOneReadBack) {
  const auto again = NoteSigner::Parse(Signer().Text() + "\n");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->verifier(), Signer().verifier());
  EXPECT_FALSE(NoteSigner::Parse(Signer().verifier().Text()));
}

TEST(Note, IsVerifiedByItsSignersKey) {
  const std::vector<VerifierKey> known = {Signer().verifier(), *VerifierKey::Parse(kKey)};
  const auto note = Note::Parse(Signed("If you think\n\nso\n").Text());
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, "If you think\n\nso\n") << "it is split at the last blank line";
  const auto signers = VerifyNote(*note, known);
  ASSERT_TRUE(signers);
  EXPECT_EQ(*signers, std::vector<VerifierKey>{Signer().verifier()});
}

TEST(Note, AKnownKeyThatFailsRefusesItAndAnUnknownOneIsPassedOver) {
  Note note = Signed("text\n");
  EXPECT_TRUE(VerifyNote(note, {})->empty());
  note.text = "Text\n";
  const std::vector<VerifierKey> known = {Signer().verifier()};
  EXPECT_FALSE(VerifyNote(note, known));
}

TEST(Note, CosignaturesAreVerifiedWithTheirTime) {
  PrivateKey key(PrivateKey::Seed{});
  const VerifierKey witness{"example.com/witness", KeyType::kCosignature, key.public_key()};
  const Signature signature = key.Sign(CosignatureMessage(0x0102030405060708, "text\n"));
  std::string bytes = "\x01\x02\x03\x04\x05\x06\x07\x08";
  bytes.append(signature.begin(), signature.end());
  EXPECT_TRUE(VerifySignature(witness, "text\n", bytes));
  bytes[0] = '\x02';
  EXPECT_FALSE(VerifySignature(witness, "text\n", bytes));
}

TEST(Note, HasSixteenSignaturesAndMore) {
  Note note = Signed("text\n");
  note.signatures.resize(100, note.signatures.front());
  EXPECT_TRUE(Note::Parse(note.Text()));
  note.signatures.push_back(note.signatures.front());
  EXPECT_FALSE(Note::Parse(note.Text()));
}

TEST(Note, RefusesWhatIsNotOne) {
  const std::string good = Signed("text\n").Text();
  ASSERT_TRUE(Note::Parse(good));
  for (const std::string& bad :
       {std::string(), std::string("text\n"), std::string("text\n\n"), good + "x",
        good.substr(0, good.size() - 1), good + "\n", "a\rb" + good, "\xff" + good,
        std::string("text\n\n- example.com/log AAAAAAAA\n"),
        std::string("text\n\n\xE2\x80\x94 example.com/log AAAA\n"),
        std::string("text\n\n\xE2\x80\x94 a+b AAAAAAAA\n")}) {
    EXPECT_FALSE(Note::Parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace daybook::tree
