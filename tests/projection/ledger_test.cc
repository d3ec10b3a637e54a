#include "projection/ledger.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"
#include "projection/subject_reader.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

using improvement::Action;
using improvement::Told;

class LedgerTest : public ::testing::Test {
 protected:
  std::vector<std::string> Append(const std::vector<Told>& events) {
    std::vector<Draft> drafts;
    for (const Told& event : events) {
      drafts.push_back(improvement::DraftOf(event, "event-" + std::to_string(++events_)));
    }
    const auto appended = book_->Append({.drafts = drafts});
    EXPECT_TRUE(appended.has_value());
    return *book_->ReadFrom(appended->front().position, events.size(), 1024 * 1024);
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  std::unique_ptr<DerivedStore> store_ = *DerivedStore::Open(directory_ / "views", 1, 0);
  Ledger ledger_;
  int events_ = 0;
};

const Told kRescheduled{.type = "action.rescheduled",
                        .subject = "action/x",
                        .time = "2025-02-01",
                        .data = R"({"to":"2025-03-01","findings":["finding/x"]})"};

TEST_F(LedgerTest, EntriesWhoseBatchCouldNotBeWrittenAreNotPostedTwice) {
  std::vector<std::string> entries = Append({kRescheduled});
  {
    DerivedStore::Batch lost;
    ASSERT_TRUE(ledger_.Post(0, entries, lost).has_value());
  }
  entries.push_back(Append({kRescheduled}).front());
  DerivedStore::Batch batch;
  ASSERT_TRUE(ledger_.Post(0, entries, batch).has_value());
  EXPECT_EQ(std::get<Action>(ledger_.Find("action/x")->subject.state).reschedules, 2U);

  // And the second batch has all of it.
  ASSERT_TRUE(store_->Write(std::move(batch), entries.size()).has_value());
  Ledger loaded;
  ASSERT_TRUE(loaded.Load(*store_).has_value());
  EXPECT_EQ(loaded.position(), 2U);
  EXPECT_EQ(loaded.Find("action/x")->subject, ledger_.Find("action/x")->subject);
}

TEST_F(LedgerTest, EntriesOfABatchThatWasLostAreWrittenEvenIfNothingIsNew) {
  const std::vector<std::string> entries = Append({kRescheduled});
  DerivedStore::Batch lost;
  ASSERT_TRUE(ledger_.Post(0, entries, lost).has_value());
  DerivedStore::Batch batch;
  ASSERT_TRUE(ledger_.Post(0, entries, batch).has_value());
  ASSERT_TRUE(store_->Write(std::move(batch), 1).has_value());
  Ledger loaded;
  ASSERT_TRUE(loaded.Load(*store_).has_value());
  EXPECT_EQ(std::get<Action>(loaded.Find("action/x")->subject.state).reschedules, 1U);
}

TEST_F(LedgerTest, ALateEventIsFoldedWithTheEntriesInHand) {
  const std::vector<std::string> entries = Append({kRescheduled,
                                                   {.type = "action.agreed",
                                                    .subject = "action/x",
                                                    .time = "2025-01-01",
                                                    .data = R"({"due":"2025-02-01"})"},
                                                   kRescheduled});
  DerivedStore::Batch batch;
  ASSERT_TRUE(ledger_.Post(0, std::span(entries).first(2), batch).has_value());
  const Action action = std::get<Action>(ledger_.Find("action/x")->subject.state);
  EXPECT_EQ(action.first_due, "2025-02-01");
  EXPECT_EQ(action.reschedules, 1U) << "the third entry is in the book, but not posted yet";
}

TEST_F(LedgerTest, AStoredSubjectThatCannotBeReadIsSaidToBeCorrupt) {
  DerivedStore::Batch batch;
  batch.Put("saction/x", "damaged");
  ASSERT_TRUE(store_->Write(std::move(batch), 0).has_value());
  const auto loaded = ledger_.Load(*store_);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code, ErrorCode::kCorrupt);
  EXPECT_NE(loaded.error().detail.find("Remove the directory"), std::string::npos);
}

TEST(SubjectReader, TheKindIsThatOfTheSubjectWhateverElseLooksLikeIt) {
  improvement::Entries entries;
  entries.Add({.type = "case.opened",
               .subject = "case/7",
               .time = "2025-01-01",
               .data = R"({"a":",\"subject\":\"finding/x\"","subject":"finding/y"})",
               .extensions = {{"onbehalfof", R"(,"subject":"finding/z")"}},
               .id = R"(,"subject":"finding/w")"});
  EXPECT_EQ(KindOf(entries.all.at(0)), "case");
  EXPECT_EQ(KindOf("{}"), "");
}

}  // namespace
}  // namespace daybook::projection
