// Books as formats of the journal had them on disk: this version opens them, or says why not.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "event/entry.h"
#include "improvement/asked.h"
#include "log/audit.h"
#include "log/journal.h"
#include "log/keys.h"
#include "log/tampered.h"
#include "projection/audit.h"
#include "projection/programme.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

namespace fs = std::filesystem;
using testing::OpenBook;
using testing::SmallBook;
using testing::Tampered;

constexpr Position kGoldenSize = 91;

class GoldenBookTest : public ::testing::Test {
 protected:
  GoldenBookTest() { Take("format-4"); }

  void Take(const std::string& golden) const {
    fs::remove_all(book_);
    fs::copy(fs::path(DAYBOOK_SOURCE_DIR "/tests/golden") / golden, book_,
             fs::copy_options::recursive);
  }

  void SetFormat(const std::string& format) const {
    Tampered(book_ / "journal").Put("meta", "format", format);
  }

  std::string Format() const { return Tampered(book_ / "journal").Get("meta", "format"); }

  AuditReport Audit() const {
    const auto journal = OpenForAudit(book_);
    const auto own = OwnKeys(book_);
    if (!journal || !own) return {};  // of no event
    const auto policy = tree::Policy::OfKeys(*own);
    AuditReport report =
        AuditBook(**journal, book_, {.policy = *policy, .since = {}, .on_progress = {}});
    AuditViews(**journal, book_, report);
    return report;
  }

  void ExpectWhole(Position size = kGoldenSize) const {
    const AuditReport report = Audit();
    EXPECT_EQ(report.size, size);
    for (const Finding& finding : report.findings.list()) ADD_FAILURE() << finding.sentence;
  }

  testing::TemporaryDirectory directory_;
  fs::path book_ = directory_ / "book";
};

TEST_F(GoldenBookTest, IsWholeBeforeAndAfterItWasOpened) {
  ExpectWhole();
  {
    const auto book = OpenBook(book_);
  }
  ExpectWhole();
}

TEST_F(GoldenBookTest, FoldsToAStateThatStandsOnEveryEvent) {
  const auto book = OpenBook(book_);
  ASSERT_EQ(book->size(), kGoldenSize);
  const auto programme = Programme::Open(*book, directory_ / "views");
  ASSERT_TRUE(programme.has_value()) << programme.error().detail;
  ASSERT_TRUE((*programme)->position().WaitFor(kGoldenSize, std::chrono::seconds(30)));
  EXPECT_FALSE((*programme)->failure().has_value());
  const View status = (*programme)->view("status", improvement::StatusThatDay, {});
  EXPECT_EQ(status.cut.size, kGoldenSize);
  EXPECT_FALSE(status.table.rows.empty());
}

TEST_F(GoldenBookTest, GoesOnWhereItStopped) {
  const auto book = OpenBook(book_);
  EXPECT_EQ(testing::AppendOne(*book, testing::MakeEvent("next")).position, kGoldenSize);
  EXPECT_EQ(book->FindId("golden-tail")->size(), 1U);
}

TEST_F(GoldenBookTest, OfAFormatBeforeIsUpgradedWhenItIsOpenedAndGoesOn) {
  for (const std::string golden : {"format-2", "format-3"}) {
    SCOPED_TRACE(golden);
    Take(golden);
    {
      const auto book = OpenBook(book_);
    }
    EXPECT_EQ(Format(), std::to_string(keys::kJournalFormat));
    ExpectWhole();
    const std::string subject = "visit/monitoring-2";
    {
      const auto book = OpenBook(book_);
      EXPECT_EQ(testing::AppendOne(*book, testing::MakeEvent("next", subject)).position,
                kGoldenSize);
    }
    ExpectWhole(kGoldenSize + 1);
    const auto stream = OpenBook(book_)->ReadStream(subject, 0, 100);
    ASSERT_TRUE(stream.has_value());
    for (std::size_t i = 0; i < stream->size(); ++i) EXPECT_EQ((*stream)[i].revision, i);
    EXPECT_GT(stream->size(), 1U);
    EXPECT_EQ(stream->back().position, kGoldenSize);
  }
}

// Rows of one revision that a kill left, of which rows of several would not write over all.
TEST_F(GoldenBookTest, OfFormat3ThatWasKilledWhileItStoredStreamsIsUpgraded) {
  Take("format-3");
  Tampered(book_ / "journal").Put("streams", std::string(keys::kStoredKey), keys::Number(0));
  {
    const auto book = OpenBook(book_);
  }
  ExpectWhole();
  const auto stream = OpenBook(book_)->ReadStream("visit/monitoring-2", 0, 100);
  ASSERT_TRUE(stream.has_value()) << stream.error().detail;
  for (std::size_t i = 0; i < stream->size(); ++i) EXPECT_EQ((*stream)[i].revision, i);
  EXPECT_EQ(stream->size(), 11U);
}

// What a book was found to hold may be less than it holds, until its heads say that it is all.
TEST_F(GoldenBookTest, IsNotWrittenToBeforeItIsKnownToBeWhole) {
  Take("format-2");
  EXPECT_TRUE(Journal::Open(book_ / "journal", 1024 * 1024).has_value());
  EXPECT_EQ(Format(), "2");
  Take("format-3");
  const std::string key(keys::kStoredKey);
  Tampered(book_ / "journal").Put("streams", key, keys::Number(80));
  EXPECT_TRUE(Journal::Open(book_ / "journal", 1024 * 1024).has_value());
  EXPECT_EQ(Tampered(book_ / "journal").Get("streams", key), keys::Number(80));
  {
    const auto book = OpenBook(book_);
  }
  EXPECT_EQ(Tampered(book_ / "journal").Get("streams", key), keys::Number(kGoldenSize));
  ExpectWhole();
}

TEST_F(GoldenBookTest, OfAnyOtherFormatIsRefusedInWordsAndLeftAsItWas) {
  for (const std::string format : {"1", "5", "three"}) {
    SetFormat(format);
    const auto book = Book::Open(book_, SmallBook());
    ASSERT_FALSE(book.has_value()) << format;
    EXPECT_EQ(book.error().code, ErrorCode::kUnsupported);
    EXPECT_EQ(book.error().detail, "The book is of format " + format +
                                       "; this version of Daybook reads formats 2 to 4.");
    EXPECT_EQ(OpenForAudit(book_).error().code, ErrorCode::kUnsupported);
    EXPECT_EQ(Format(), format);
  }
}

}  // namespace
}  // namespace daybook::projection
