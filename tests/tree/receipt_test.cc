#include "tree/receipt.h"

#include <gtest/gtest.h>

namespace daybook::tree {
namespace {

constexpr std::string_view kOrigin = "example.com/book";

NoteSigner LogSigner(std::string_view name = kOrigin) {
  return {std::string(name), PrivateKey(PrivateKey::Seed{})};
}

// The second of the two entries "a", "b".
Receipt Second(const NoteSigner& signer = LogSigner()) {
  const Hash a = LeafHash("a");
  const Checkpoint head{std::string(kOrigin), 2, NodeHash(a, LeafHash("b"))};
  const Note note{.text = head.Text(), .signatures = {signer.Sign(head.Text())}};
  return {.entry = "b", .index = 1, .proof = {a}, .checkpoint = note.Text()};
}

bool IsProven(const Receipt& receipt) {
  const std::vector<VerifierKey> known = {LogSigner().verifier()};
  return receipt.Verify(known).has_value();
}

TEST(Checkpoint, IsThreeLines) {
  const Checkpoint head{"example.com/book", 12, EmptyRoot()};
  EXPECT_EQ(head.Text(), "example.com/book\n12\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  EXPECT_EQ(*Checkpoint::Parse(head.Text()), head);
  EXPECT_EQ(*Checkpoint::Parse(head.Text() + "an extension\n"), head);
}

TEST(Checkpoint, RefusesWhatIsNotOne) {
  const std::string root = FormatHash(EmptyRoot());
  for (const std::string& bad :
       {std::string(), "o\n1\n" + root, "o\n01\n" + root + "\n", "o\n-1\n" + root + "\n",
        "o\n\n" + root + "\n", "\n1\n" + root + "\n", std::string("o\n1\nAAAA\n"),
        "o\n1\n" + root + "\n\n", "o\n18446744073709551616\n" + root + "\n"}) {
    EXPECT_FALSE(Checkpoint::Parse(bad)) << bad;
  }
}

TEST(Receipt, ProvesItsEntryAndComesBackFromItsText) {
  EXPECT_TRUE(IsProven(Second()));
  const auto again = Receipt::Parse(Second().Text());
  ASSERT_TRUE(again);
  EXPECT_EQ(again->Text(), Second().Text());
  EXPECT_TRUE(IsProven(*again));
  EXPECT_TRUE(Second().Text().starts_with("c2sp.org/tlog-proof@v1\nextra Yg==\nindex 1\n"));
}

TEST(Receipt, ProvesNothingElse) {
  Receipt receipt = Second();
  receipt.entry = "B";
  EXPECT_FALSE(IsProven(receipt));
  receipt = Second();
  receipt.index = 0;
  EXPECT_FALSE(IsProven(receipt));
  receipt = Second();
  receipt.proof.clear();
  EXPECT_FALSE(IsProven(receipt));
  receipt = Second();
  receipt.checkpoint[receipt.checkpoint.find('2')] = '3';
  EXPECT_FALSE(IsProven(receipt));
  EXPECT_FALSE(IsProven(Second(LogSigner("example.com/another")))) << "not signed by the log";
}

TEST(Receipt, RefusesWhatIsNotOne) {
  const std::string good = Second().Text();
  for (const std::string& bad : std::vector<std::string>{
           std::string(), std::string("c2sp.org/tlog-proof@v2\n") + good.substr(23),
           "c2sp.org/tlog-proof@v1\n", good.substr(0, 40),
           "c2sp.org/tlog-proof@v1\nextra !\nindex 1\n\n",
           "c2sp.org/tlog-proof@v1\nextra Yg==\nindex 01\n\n",
           "c2sp.org/tlog-proof@v1\nextra Yg==\nindex 1\nAAAA\n\n"}) {
    EXPECT_FALSE(Receipt::Parse(bad)) << bad;
  }
}

}  // namespace
}  // namespace daybook::tree
