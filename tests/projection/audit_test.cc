#include "projection/audit.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "log/derived_store.h"
#include "log/keys.h"
#include "log/stream_rows.h"
#include "log/tampered.h"
#include "projection/keys.h"
#include "projection/programme.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

// A whole history, followed as it came in, and closed.
class ViewsAuditTest : public ::testing::Test {
 protected:
  ViewsAuditTest() {
    const auto book = testing::OpenBook(book_);
    const auto programme = Programme::Open(*book, store_);
    EXPECT_TRUE(programme.has_value());
    std::ifstream file(DAYBOOK_SOURCE_DIR "/replay/histories/peterborough/events.ndjson");
    const auto drafts = ParseLines(std::string(std::istreambuf_iterator<char>(file), {}));
    EXPECT_TRUE(drafts.has_value());
    for (const Draft& draft : *drafts) testing::AppendOne(*book, draft);
    EXPECT_TRUE((*programme)->position().WaitFor(book->size(), std::chrono::seconds(30)));
    size_ = book->size();
  }

  void Change(const std::function<void(DerivedStore&, DerivedStore::Batch&)>& change) const {
    const auto store = DerivedStore::Open(in_force_, kStoreVersion, size_);
    ASSERT_TRUE(store.has_value());
    DerivedStore::Batch batch;
    change(**store, batch);
    ASSERT_TRUE((*store)->Write(std::move(batch), size_).has_value());
  }

  AuditReport Audit() const {
    AuditReport report{.size = size_, .checkpoint = {}, .findings = {}, .remarks = {}};
    const auto journal = OpenForAudit(book_);
    EXPECT_TRUE(journal.has_value());
    AuditViews(**journal, book_, report);
    return report;
  }

  // What is found, if it is one thing.
  std::string Found() const {
    const AuditReport report = Audit();
    const auto list = report.findings.list();
    EXPECT_EQ(list.size(), 1U);
    return list.empty() ? "" : list.front().sentence;
  }

  // The first key of the store that begins so.
  std::string KeyFrom(std::string_view prefix) const {
    const auto store = DerivedStore::Open(in_force_, kStoreVersion, size_);
    DerivedStore::Cursor cursor = (*store)->NewCursor();
    cursor.Seek(prefix);
    EXPECT_TRUE(cursor.Valid());
    return std::string(cursor.key());
  }

  testing::TemporaryDirectory directory_;
  const std::filesystem::path book_ = directory_ / "book";
  const std::filesystem::path store_ = book_ / "derived" / "programme";  // of Programme
  const std::filesystem::path in_force_ = store_ / "0";
  Position size_ = 0;
};

TEST_F(ViewsAuditTest, ViewsThatFollowedTheBookAreWhatItsEventsComeTo) {
  const AuditReport report = Audit();
  EXPECT_TRUE(report.findings.empty()) << report.findings.list().front().sentence;
  EXPECT_TRUE(report.remarks.empty());
}

TEST_F(ViewsAuditTest, RowsOfStreamsAreOnDiskOrReadFromTheNewestEntriesOrBoth) {
  const std::string stored(daybook::keys::kStoredKey);
  testing::Tampered(book_ / "journal").Put("streams", stored, daybook::keys::Number(size_ / 2));
  EXPECT_TRUE(Audit().findings.empty());
  {
    testing::Tampered store(book_ / "journal");
    store.Put("streams", stored, daybook::keys::Number(0));
    const std::string row = daybook::keys::Stream("visit/monitoring-2", 0);
    const auto positions = PositionsOfStreamRow(store.Get("streams", row));
    ASSERT_GT(positions.size(), 2U);
    store.Put("streams", row, StreamRowValue(std::span(positions).first(2)));
    store.Delete("streams", daybook::keys::Stream("visit/monitoring-1", 0));
  }
  EXPECT_TRUE(Audit().findings.empty());
}

TEST_F(ViewsAuditTest, AChangedStateIsNamed) {
  const std::string key = KeyFrom(StateKey("finding/"));
  Change([&](DerivedStore& store, DerivedStore::Batch& batch) {
    std::string state = **store.Get(key);
    state.back() = static_cast<char>(state.back() ^ 1);
    batch.Put(key, state);
  });
  EXPECT_NE(Found().find("The state of " + key.substr(1) + " in the views is not what"),
            std::string::npos);
}

TEST_F(ViewsAuditTest, AMissingStateAndOneTooManyAreNamed) {
  const std::string key = KeyFrom(StateKey("action/"));
  std::string state;
  Change([&](DerivedStore& store, DerivedStore::Batch& batch) {
    state = **store.Get(key);
    batch.Delete(key);
  });
  EXPECT_NE(Found().find("The state of " + key.substr(1)), std::string::npos);
  Change([&](DerivedStore&, DerivedStore::Batch& batch) {
    batch.Put(key, state);
    batch.Put(StateKey("action/made-up"), state);
  });
  EXPECT_NE(Found().find("a state of action/made-up, of which there is no event"),
            std::string::npos);
}

TEST_F(ViewsAuditTest, AMissingMentionIsNamed) {
  const std::string key = KeyFrom("m");
  Change([&](DerivedStore&, DerivedStore::Batch& batch) { batch.Delete(key); });
  const AuditReport report = Audit();
  EXPECT_EQ(report.findings.first(), MentionPosition(key));
}

TEST_F(ViewsAuditTest, WithoutViewsThereIsNothingToCompare) {
  std::filesystem::remove_all(store_);
  const AuditReport report = Audit();
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.remarks.size(), 1U);
}

}  // namespace
}  // namespace daybook::projection
