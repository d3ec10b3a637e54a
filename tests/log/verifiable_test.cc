// A book proves what it holds, and notices when it is not the one it was.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "daybook/log.h"
#include "support/books.h"
#include "support/temporary_directory.h"
#include "tree/checkpoint.h"
#include "tree/proof.h"
#include "tree/receipt.h"
#include "tree/tile.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;
using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;
using testing::SmallBook;
using testing::TemporaryDirectory;

std::vector<tree::VerifierKey> KeyOf(const Book& book) {
  return {*tree::VerifierKey::Parse(book.verifier_key())};
}

tree::Checkpoint HeadOf(const Book& book) {
  const auto head = tree::OpenCheckpoint(book.checkpoint(), KeyOf(book));
  EXPECT_TRUE(head.has_value()) << head.error().detail;
  return head.value_or(tree::Checkpoint());
}

void Fill(Book& book, int from, int to) {
  for (int i = from; i < to; ++i) AppendOne(book, MakeEvent(std::to_string(i)));
}

class VerifiableTest : public ::testing::Test {
 protected:
  fs::path at(const std::string& name) const { return directory_ / name; }
  TemporaryDirectory directory_;
};

TEST_F(VerifiableTest, TheCheckpointIsSignedAndCoversEveryEntry) {
  const auto book = OpenBook(at("book"));
  EXPECT_EQ(HeadOf(*book).size, 0U);
  EXPECT_EQ(HeadOf(*book).root, tree::EmptyRoot());
  Fill(*book, 0, 5);
  tree::Frontier frontier;
  std::vector<tree::Node> ignored;
  const auto entries = book->ReadFrom(0, 10, 1'000'000);
  for (const std::string& entry : *entries) {
    frontier.Append(tree::LeafHash(entry), ignored);
  }
  EXPECT_EQ(HeadOf(*book).size, 5U);
  EXPECT_EQ(HeadOf(*book).root, frontier.Root());
}

TEST_F(VerifiableTest, TheKeyStaysAndOnlyItsOwnerMayReadIt) {
  const std::string key = OpenBook(at("book"))->verifier_key();
  EXPECT_EQ(OpenBook(at("book"))->verifier_key(), key);
  struct stat status{};
  ASSERT_EQ(stat(at("book/signing-key").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(VerifiableTest, TheOriginIsTheNameItWasGiven) {
  BookOptions options = SmallBook();
  options.origin = "example.org/book";
  EXPECT_EQ(HeadOf(*OpenBook(at("book"), options)).origin, "example.org/book");
  EXPECT_EQ(HeadOf(*OpenBook(at("book"))).origin, "example.org/book");
  options.origin = "example.org/another";
  EXPECT_FALSE(Book::Open(at("book"), options));
}

TEST_F(VerifiableTest, EveryReceiptProvesItsEntryAndStaysValid) {
  const auto book = OpenBook(at("book"));
  Fill(*book, 0, 3);
  const std::string early = *book->Receipt(1);
  Fill(*book, 3, 20);
  for (Position i = 0; i < 20; ++i) {
    const auto receipt = tree::Receipt::Parse(*book->Receipt(i));
    ASSERT_TRUE(receipt);
    EXPECT_EQ(receipt->entry, *book->Read(i));
    EXPECT_TRUE(receipt->Verify(KeyOf(*book)));
  }
  EXPECT_EQ(tree::Receipt::Parse(early)->Verify(KeyOf(*book))->size, 3U);
  EXPECT_EQ(book->Receipt(20).error().code, ErrorCode::kNotFound);
}

TEST_F(VerifiableTest, TilesRebuildTheTree) {
  const auto book = OpenBook(at("book"));
  std::vector<Draft> drafts;
  for (int i = 0; i < 300; ++i) drafts.push_back(MakeEvent(std::to_string(i)));
  ASSERT_TRUE(book->Append({.drafts = drafts}));

  std::vector<std::string> bundles = {*book->ReadTile("entries/000"),
                                      *book->ReadTile("entries/001.p/44")};
  std::string leaves;
  tree::Frontier frontier;
  std::vector<tree::Node> nodes;
  for (const std::string& bundle : bundles) {
    const auto entries = tree::ParseBundle(bundle);
    ASSERT_TRUE(entries);
    for (const std::string_view entry : *entries) {
      const tree::Hash hash = tree::LeafHash(entry);
      leaves.append(hash.begin(), hash.end());
      frontier.Append(hash, nodes);
    }
  }
  EXPECT_EQ(frontier.Root(), HeadOf(*book).root);
  EXPECT_EQ(*book->ReadTile("0/000") + *book->ReadTile("0/001.p/44"), leaves);
  EXPECT_EQ(*book->ReadTile("0/000.p/7"), leaves.substr(0, 7 * 32));
  const auto first = std::ranges::find(nodes, tree::NodeId{8, 0}, &tree::Node::id);
  EXPECT_EQ(*book->ReadTile("1/000.p/1"), std::string(first->hash.begin(), first->hash.end()));
  for (const char* none : {"0/001", "0/001.p/45", "1/000", "2/000.p/1", "entries/001", "x"}) {
    EXPECT_EQ(book->ReadTile(none).error().code, ErrorCode::kNotFound) << none;
  }
}

TEST_F(VerifiableTest, AnyTwoHeadsAreProvenConsistent) {
  const auto book = OpenBook(at("book"));
  std::vector<tree::Hash> roots = {tree::EmptyRoot()};
  for (int i = 0; i < 12; ++i) {
    Fill(*book, i, i + 1);
    roots.push_back(HeadOf(*book).root);
  }
  for (Position size = 0; size <= 12; ++size) {
    for (Position old_size = 0; old_size <= size; ++old_size) {
      tree::Proof proof;
      const auto hashes = book->ProveConsistency(old_size, size);
      for (const std::string& hash : *hashes) {
        std::ranges::copy(hash, proof.emplace_back().begin());
      }
      EXPECT_TRUE(tree::CheckConsistency(old_size, roots[old_size], size, roots[size], proof));
    }
  }
  EXPECT_EQ(book->ProveConsistency(3, 13).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(book->ProveConsistency(4, 3).error().code, ErrorCode::kNotFound);
}

TEST_F(VerifiableTest, AnOldCopyIsRefusedUntilAReasonIsGivenAndOnRecord) {
  Fill(*OpenBook(at("book")), 0, 3);
  fs::copy(at("book/journal"), at("copy"), fs::copy_options::recursive);
  Fill(*OpenBook(at("book")), 3, 5);
  fs::remove_all(at("book/journal"));
  fs::copy(at("copy"), at("book/journal"), fs::copy_options::recursive);

  const auto refused = Book::Open(at("book"), SmallBook());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(refused.error().detail.find("5 were acknowledged"), std::string::npos);
  EXPECT_NE(refused.error().detail.find("accept-rollback"), std::string::npos);

  BookOptions options = SmallBook();
  options.accept_rollback = "the \"new\" disk failed";
  {
    const auto book = OpenBook(at("book"), options);
    EXPECT_EQ(book->size(), 4U);
    EXPECT_NE(book->Read(3)->find(R"("reason":"the \"new\" disk failed")"), std::string::npos);
    testing::WaitUntilIndexed(*book);
    EXPECT_EQ(book->Search({.type = "case.noted"}, {})->found.size(), 3U)
        << "the search index, which had seen more, was made anew";
  }
  EXPECT_EQ(OpenBook(at("book"))->size(), 4U) << "and from then on it opens as ever";
}

TEST_F(VerifiableTest, AnotherBookInItsPlaceIsRefused) {
  Fill(*OpenBook(at("book")), 0, 3);
  Fill(*OpenBook(at("other")), 0, 9);
  fs::rename(at("other/journal"), at("moved"));
  fs::remove_all(at("book/journal"));
  fs::rename(at("moved"), at("book/journal"));
  const auto refused = Book::Open(at("book"), SmallBook());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt);
}

TEST_F(VerifiableTest, AForkOfTheSameLengthIsRefused) {
  Fill(*OpenBook(at("book")), 0, 3);
  fs::copy(at("book"), at("fork"), fs::copy_options::recursive);
  Fill(*OpenBook(at("book")), 3, 4);
  Fill(*OpenBook(at("fork")), 10, 12);
  fs::remove_all(at("book/journal"));
  fs::rename(at("fork/journal"), at("book/journal"));
  const auto refused = Book::Open(at("book"), SmallBook());
  ASSERT_FALSE(refused) << "the key is the same, the events are not";
  EXPECT_NE(refused.error().detail.find("are not those"), std::string::npos);
}

TEST_F(VerifiableTest, WithoutItsKeyABookIsNotGivenAnother) {
  Fill(*OpenBook(at("book")), 0, 1);
  fs::remove(at("book/signing-key"));
  const auto refused = Book::Open(at("book"), SmallBook());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find("signing-key"), std::string::npos);
  EXPECT_FALSE(fs::exists(at("book/signing-key")));
}

}  // namespace
}  // namespace daybook
