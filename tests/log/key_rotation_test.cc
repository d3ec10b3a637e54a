// A book gets another signing key: on record, with both signing for a time, whatever crashes.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "daybook/log.h"
#include "log/signing_keys.h"
#include "support/books.h"
#include "support/temporary_directory.h"
#include "tree/checkpoint.h"
#include "tree/receipt.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;
using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;
using testing::SmallBook;

BookOptions Rotating(std::string reason = "yearly") {
  BookOptions options = SmallBook();
  options.rotate_key = std::move(reason);
  return options;
}

BookOptions Retiring(std::string reason = "everybody has the new one") {
  BookOptions options = SmallBook();
  options.retire_key = std::move(reason);
  return options;
}

std::string ReadText(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

bool Verifies(const std::string& checkpoint, const std::string& key) {
  const std::vector<tree::VerifierKey> known = {*tree::VerifierKey::Parse(key)};
  return tree::OpenCheckpoint(checkpoint, known).has_value();
}

bool Proves(const std::string& receipt, const std::string& key) {
  const std::vector<tree::VerifierKey> known = {*tree::VerifierKey::Parse(key)};
  return tree::Receipt::Parse(receipt)->Verify(known).has_value();
}

class KeyRotationTest : public ::testing::Test {
 protected:
  KeyRotationTest() {
    const auto book = OpenBook(at("book"));
    AppendOne(*book, MakeEvent("before"));
    old_key_ = book->verifier_key();
    old_receipt_ = *book->Receipt(0);
  }

  fs::path at(const std::string& name) const { return directory_ / name; }
  fs::path keys() const { return at("book/signing-key"); }
  fs::path next() const { return at("book/signing-key.next"); }

  // The present state of the book's directory, kept as `name`, or put back.
  void Keep(const std::string& name) const { Copy("book", name); }
  void PutBack(const std::string& name) const { Copy(name, "book"); }

  // Opens the book, appends, and sees that exactly these keys sign.
  void ExpectSignedBy(const std::vector<std::string>& keys_expected) const {
    const auto book = OpenBook(at("book"));
    ASSERT_TRUE(book);
    EXPECT_EQ(book->verifier_keys(), keys_expected);
    AppendOne(*book, MakeEvent(std::to_string(book->size())));
    const auto note = tree::Note::Parse(book->checkpoint());
    ASSERT_EQ(note->signatures.size(), keys_expected.size());
    for (const std::string& key : keys_expected) EXPECT_TRUE(Verifies(book->checkpoint(), key));
    EXPECT_FALSE(fs::exists(next()));
  }

  std::string old_key_;
  std::string old_receipt_;

 private:
  void Copy(const std::string& from, const std::string& to) const {
    fs::remove_all(at(to));
    fs::copy(at(from), at(to), fs::copy_options::recursive);
  }

  testing::TemporaryDirectory directory_;
};

TEST_F(KeyRotationTest, BothKeysSignUntilTheOldOneIsRetired) {
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  EXPECT_NE(new_key, old_key_);
  ExpectSignedBy({new_key, old_key_});
  const auto overlap = *OpenBook(at("book"))->Receipt(0);
  OpenBook(at("book"), Retiring());
  ExpectSignedBy({new_key});

  EXPECT_TRUE(Proves(old_receipt_, old_key_)) << "what was issued stays valid";
  EXPECT_TRUE(Proves(overlap, old_key_));
  EXPECT_TRUE(Proves(overlap, new_key));
  const auto late = *OpenBook(at("book"))->Receipt(0);
  EXPECT_TRUE(Proves(late, new_key));
  EXPECT_FALSE(Proves(late, old_key_));
}

TEST_F(KeyRotationTest, TheNameStays) {
  const auto book = OpenBook(at("book"), Rotating());
  EXPECT_EQ(tree::VerifierKey::Parse(book->verifier_key())->name,
            tree::VerifierKey::Parse(old_key_)->name);
}

TEST_F(KeyRotationTest, EachChangeIsOnRecordWithItsReason) {
  std::string new_key;
  {
    const auto book = OpenBook(at("book"), Rotating("the \"old\" administrator left"));
    new_key = book->verifier_key();
    const std::string entry = *book->Read(1);
    EXPECT_NE(entry.find(R"("type":"key.rotated","subject":"book/control")"), std::string::npos);
    EXPECT_NE(entry.find(R"("reason":"the \"old\" administrator left")"), std::string::npos);
    EXPECT_NE(entry.find(R"("data":{"verifierKey":")" + new_key + R"(","previousKey":")" +
                         old_key_ + "\"}"),
              std::string::npos)
        << entry;
  }
  const auto book = OpenBook(at("book"), Retiring());
  EXPECT_NE(book->Read(2)->find(R"("type":"key.retired")"), std::string::npos);
  EXPECT_NE(book->Read(2)->find(R"("data":{"verifierKey":")" + new_key), std::string::npos);
}

TEST_F(KeyRotationTest, WhoHoldsTheOldKeyCanLearnTheNewOne) {
  const auto book = OpenBook(at("book"), Rotating());
  EXPECT_TRUE(Proves(*book->Receipt(1), old_key_)) << "the event is signed by the old key, too";
}

TEST_F(KeyRotationTest, AChangeThatCannotBeIsRefusedAndChangesNothing) {
  EXPECT_EQ(Book::Open(at("book"), Retiring()).error().code, ErrorCode::kConflict);
  BookOptions both = Rotating();
  both.retire_key = "at once";
  EXPECT_EQ(Book::Open(at("book"), both).error().code, ErrorCode::kMalformed);
  EXPECT_EQ(Book::Open(at("book"), Rotating(std::string(5'000, 'x'))).error().code,
            ErrorCode::kMalformed);
  ExpectSignedBy({old_key_});
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  const auto refused = Book::Open(at("book"), Rotating());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().detail.find(old_key_), std::string::npos);
  ExpectSignedBy({new_key, old_key_});
}

TEST_F(KeyRotationTest, ANewBookCanRotateToo) {
  const auto book = OpenBook(at("new"), Rotating());
  EXPECT_EQ(book->size(), 1U);
  EXPECT_EQ(book->verifier_keys().size(), 2U);
}

TEST_F(KeyRotationTest, AfterACrashBeforeTheEventTheOldKeySignsOn) {
  Keep("before");
  OpenBook(at("book"), Rotating());
  const std::string staged = ReadText(keys());
  PutBack("before");
  std::ofstream(next()) << staged;
  ExpectSignedBy({old_key_});

  PutBack("before");
  std::ofstream(next().string() + ".new") << staged.substr(0, 20);  // half written
  ExpectSignedBy({old_key_});
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  ExpectSignedBy({new_key, old_key_});
}

TEST_F(KeyRotationTest, AfterACrashBehindTheEventBothKeysSign) {
  const std::string before = ReadText(keys());
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  fs::rename(keys(), next());
  std::ofstream(keys()) << before;
  ExpectSignedBy({new_key, old_key_});
  struct stat status{};
  ASSERT_EQ(stat(keys().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(KeyRotationTest, ACrashWhileAKeyIsRetiredIsSettledLikewise) {
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  Keep("before");
  const std::string before = ReadText(keys());
  OpenBook(at("book"), Retiring());
  const std::string staged = ReadText(keys());

  fs::rename(keys(), next());
  std::ofstream(keys()) << before;
  ExpectSignedBy({new_key});

  PutBack("before");
  std::ofstream(next()) << staged;
  ExpectSignedBy({new_key, old_key_});
}

// A crash between the synced group and the file outside it.
TEST_F(KeyRotationTest, APublishedCheckpointOfBeforeTheChangeIsKnown) {
  fs::copy(at("book/published"), at("published"));
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  fs::copy(at("published"), at("book/published"), fs::copy_options::overwrite_existing);
  ExpectSignedBy({new_key, old_key_});
  fs::copy(at("book/published"), at("published"), fs::copy_options::overwrite_existing);
  OpenBook(at("book"), Retiring());
  fs::copy(at("published"), at("book/published"), fs::copy_options::overwrite_existing);
  ExpectSignedBy({new_key});
}

TEST_F(KeyRotationTest, ABookThatLostEventsIsNotRotatedButAsksForARollbackFirst) {
  fs::copy(at("book/journal"), at("copy"), fs::copy_options::recursive);
  const std::string new_key = OpenBook(at("book"), Rotating())->verifier_key();
  fs::remove_all(at("book/journal"));
  fs::rename(at("copy"), at("book/journal"));
  EXPECT_EQ(Book::Open(at("book"), SmallBook()).error().code, ErrorCode::kCorrupt);

  BookOptions accepting = SmallBook();
  accepting.accept_rollback = "the disk was lost";
  BookOptions retiring = accepting;
  retiring.retire_key = "now";
  EXPECT_EQ(Book::Open(at("book"), retiring).error().code, ErrorCode::kConflict);

  const auto book = OpenBook(at("book"), accepting);
  EXPECT_EQ(book->verifier_keys(), (std::vector{new_key, old_key_}));
  EXPECT_NE(book->Read(1)->find(R"("keys":[")" + new_key + R"(",")" + old_key_ + "\"]"),
            std::string::npos)
      << "the event of the rotation is lost; the keys are on record all the same";
}

TEST_F(KeyRotationTest, TheLongestNameFitsTheRecordOutside) {
  BookOptions options = Rotating();
  options.origin = std::string(128, 'n');
  const std::string key = OpenBook(at("long"), options)->verifier_key();
  EXPECT_EQ(OpenBook(at("long"))->verifier_key(), key);
}

TEST(SigningKeys, ReadWhatTheyWrite) {
  const SigningKeys one(tree::NoteSigner("example.org/book", tree::PrivateKey::Generate()));
  const auto two = one.Rotated();
  EXPECT_EQ(SigningKeys::Parse(one.Text())->verifiers(), one.verifiers());
  EXPECT_EQ(SigningKeys::Parse(two->Text())->verifiers(), two->verifiers());
  EXPECT_EQ(two->WithoutPrevious()->verifiers().front(), two->verifiers().front());
  const SigningKeys other(tree::NoteSigner("example.org/other", tree::PrivateKey::Generate()));
  for (const std::string& none :
       {std::string(), std::string("\n"), two->Text() + one.Text(), one.Text() + other.Text()}) {
    EXPECT_FALSE(SigningKeys::Parse(none)) << none;
  }
}

TEST_F(KeyRotationTest, AKeyMayLieElsewhereWhereItIsOnlyRead) {
  BookOptions options = SmallBook();
  options.signing_key = at("credential");
  EXPECT_EQ(Book::Open(at("book"), options).error().code, ErrorCode::kConflict) << "there are two";
  fs::rename(keys(), at("credential"));
  ::chmod(at("credential").c_str(), 0400);
  {
    const auto book = Book::Open(at("book"), options);
    ASSERT_TRUE(book) << book.error().detail;
    EXPECT_EQ((*book)->verifier_key(), old_key_);
    AppendOne(**book, MakeEvent("after"));
    EXPECT_TRUE(Verifies((*book)->checkpoint(), old_key_));
  }
  EXPECT_FALSE(fs::exists(keys()));
  options.rotate_key = "yearly";
  const auto rotated = Book::Open(at("book"), options);
  ASSERT_FALSE(rotated);
  EXPECT_NE(rotated.error().detail.find("only read"), std::string::npos) << rotated.error().detail;
  EXPECT_FALSE(fs::exists(at("credential.next")));
  options.rotate_key.clear();
  options.signing_key = at("none");
  EXPECT_FALSE(Book::Open(at("book"), options)) << "without its key";
  EXPECT_FALSE(fs::exists(at("none")));
}

}  // namespace
}  // namespace daybook
