#include "daybook/log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <barrier>
#include <set>
#include <thread>

#include "event/entry.h"
#include "event/instant.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using testing::AppendOne;
using testing::MakeEvent;
using testing::OpenBook;
using testing::SmallBook;
using testing::TemporaryDirectory;

class BookTest : public ::testing::Test {
 protected:
  AppendResult Append(std::vector<Draft> drafts, std::vector<Expectation> expectations = {}) {
    return book_->Append({.drafts = std::move(drafts), .expectations = std::move(expectations)});
  }
  void Reopen() {
    book_.reset();
    book_ = OpenBook(directory_.path());
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = OpenBook(directory_.path());
};

TEST_F(BookTest, AnEmptyDirectoryIsAnEmptyBook) {
  EXPECT_EQ(book_->size(), 0U);
  EXPECT_EQ(book_->Read(0).error().code, ErrorCode::kNotFound);
  EXPECT_TRUE(book_->ReadFrom(0, 10, 1'000)->empty());
  EXPECT_EQ(*book_->LastRevision("case/1"), std::nullopt);
  EXPECT_TRUE(book_->write_state().writable);
}

TEST_F(BookTest, PositionsAndRevisionsCountFromZeroWithoutGaps) {
  EXPECT_EQ(AppendOne(*book_, MakeEvent("1", "case/1")).position, 0U);
  const auto batch = Append({MakeEvent("2", "case/2"), MakeEvent("3", "case/1")});
  ASSERT_TRUE(batch);
  EXPECT_EQ((*batch)[0].position, 1U);
  EXPECT_EQ((*batch)[0].revision, 0U);
  EXPECT_EQ((*batch)[1].position, 2U);
  EXPECT_EQ((*batch)[1].revision, 1U);
  Reopen();
  EXPECT_EQ(AppendOne(*book_, MakeEvent("4", "case/1")).revision, 2U);
  EXPECT_EQ(book_->size(), 4U);
}

TEST_F(BookTest, AnEntryIsReadAsItWasStored) {
  const Draft draft = MakeEvent("1", "case/1", "{ \"a\": 1.0 }");
  const Appended appended = AppendOne(*book_, draft);
  const auto entry = book_->Read(0);
  ASSERT_TRUE(entry);
  EXPECT_EQ(*entry, EncodeEntry({.position = 0,
                                 .revision = 0,
                                 .recorded = appended.recorded,
                                 .authtype = "unauthenticated"},
                                draft.body));
  EXPECT_EQ(*book_->ReadFrom(0, 10, 1'000), std::vector<std::string>{*entry});
}

TEST_F(BookTest, TheAuthorIsStamped) {
  ASSERT_TRUE(book_->Append({.drafts = {MakeEvent("1")}, .author = {"user", "sara"}}));
  EXPECT_NE(book_->Read(0)->find(R"("authtype":"user","authid":"sara")"), std::string::npos);
  EXPECT_FALSE(book_->Append({.drafts = {MakeEvent("2")}, .author = {"user", "a\nb"}}));
  EXPECT_FALSE(
      book_->Append({.drafts = {MakeEvent("2")}, .author = {"user", std::string(300, 'x')}}));
}

TEST_F(BookTest, TheSameEventAgainGetsTheFirstAnswer) {
  const Appended first = AppendOne(*book_, MakeEvent("1"));
  AppendOne(*book_, MakeEvent("2"));
  Reopen();
  const Appended again = AppendOne(*book_, MakeEvent("1"));
  EXPECT_TRUE(again.repeated);
  EXPECT_EQ(again.position, first.position);
  EXPECT_EQ(again.revision, first.revision);
  EXPECT_EQ(again.recorded, first.recorded);
  EXPECT_EQ(book_->size(), 2U);
}

TEST_F(BookTest, TheSameIdWithOtherContentIsAConflict) {
  AppendOne(*book_, MakeEvent("1", "case/1", "1"));
  const auto refused = Append({MakeEvent("0"), MakeEvent("1", "case/1", "2")});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kConflict);
  ASSERT_EQ(refused.error().faults.size(), 1U);
  EXPECT_EQ(refused.error().faults[0].pointer, "/1");
  EXPECT_EQ(book_->size(), 1U) << "nothing of a refused commit is stored";
}

TEST_F(BookTest, TheSameIdFromAnotherSourceIsAnotherEvent) {
  AppendOne(*book_, MakeEvent("1"));
  const auto other =
      MakeDraft({.id = "1", .source = "/other", .type = "case.noted", .subject = "case/1"});
  EXPECT_EQ(AppendOne(*book_, *other).position, 1U);
  EXPECT_EQ(book_->FindId("1")->size(), 2U);
  EXPECT_EQ(*book_->FindId("1", "/other"), std::vector<Position>{1});
  EXPECT_TRUE(book_->FindId("2")->empty());
}

TEST_F(BookTest, ARepetitionInsideOneCommitIsOneEvent) {
  const auto twice = Append({MakeEvent("1"), MakeEvent("1"), MakeEvent("2")});
  ASSERT_TRUE(twice);
  EXPECT_EQ((*twice)[1].position, 0U);
  EXPECT_TRUE((*twice)[1].repeated);
  EXPECT_EQ((*twice)[2].position, 1U);
  EXPECT_EQ(Append({MakeEvent("3"), MakeEvent("3", "case/9")}).error().code, ErrorCode::kConflict);
}

TEST_F(BookTest, NewAndRepeatedEventsCanShareACommit) {
  AppendOne(*book_, MakeEvent("1"));
  const auto mixed = Append({MakeEvent("2"), MakeEvent("1"), MakeEvent("3")});
  ASSERT_TRUE(mixed);
  EXPECT_EQ((*mixed)[0].position, 1U);
  EXPECT_EQ((*mixed)[1].position, 0U);
  EXPECT_EQ((*mixed)[2].position, 2U);
}

TEST_F(BookTest, ExpectationsHoldOrNothingIsStored) {
  using Kind = Expectation::Kind;
  EXPECT_TRUE(Append({MakeEvent("1")}, {{"case/1", Kind::kNoStream}}));
  EXPECT_TRUE(Append({MakeEvent("2")}, {{"case/1", Kind::kRevision, 0}}));
  EXPECT_TRUE(Append({MakeEvent("3")}, {{"case/1", Kind::kAnyStream}}));
  const auto refused = Append({MakeEvent("4")}, {{"case/1", Kind::kRevision, 1},
                                                 {"case/2", Kind::kAnyStream},
                                                 {"case/1", Kind::kNoStream},
                                                 {"case/1", Kind::kRevision, 2}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kWrongRevision);
  EXPECT_EQ(refused.error().faults.size(), 3U) << "all failures are told together";
  EXPECT_EQ(book_->size(), 3U);
}

TEST_F(BookTest, ARetryOfAnExpectingCommitGetsItsFirstAnswer) {
  const std::vector<Expectation> none = {{"case/1", Expectation::Kind::kNoStream}};
  ASSERT_TRUE(Append({MakeEvent("1")}, none));
  const auto again = Append({MakeEvent("1")}, none);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->front().repeated);
}

TEST_F(BookTest, OfWritersRacingForOneRevisionOneWins) {
  AppendOne(*book_, MakeEvent("first"));
  constexpr int kWriters = 8;
  std::barrier start(kWriters);
  std::atomic<int> won = 0;
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      start.arrive_and_wait();
      const auto appended = Append({MakeEvent(fmt::format("racer-{}", i))},
                                   {{"case/1", Expectation::Kind::kRevision, 0}});
      if (appended) ++won;
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(book_->size(), 2U);
}

TEST_F(BookTest, ManyWritersGetEveryPositionOnce) {
  constexpr int kWriters = 8;
  constexpr int kEach = 50;
  std::vector<std::vector<Position>> positions(kWriters);
  std::vector<std::thread> writers;
  for (int i = 0; i < kWriters; ++i) {
    writers.emplace_back([&, i] {
      for (int n = 0; n < kEach; ++n) {
        const Draft draft = MakeEvent(fmt::format("{}-{}", i, n), fmt::format("case/{}", i));
        positions[static_cast<std::size_t>(i)].push_back(AppendOne(*book_, draft).position);
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  std::set<Position> all;
  for (const auto& some : positions) all.insert(some.begin(), some.end());
  EXPECT_EQ(all.size(), static_cast<std::size_t>(kWriters * kEach));
  EXPECT_EQ(*all.rbegin(), static_cast<Position>(kWriters * kEach - 1));
  EXPECT_EQ(*book_->LastRevision("case/3"), kEach - 1);
}

TEST_F(BookTest, AStreamLeadsToItsEntries) {
  ASSERT_TRUE(Append({MakeEvent("1", "case/1"), MakeEvent("2", "case/10"), MakeEvent("3", "case/1"),
                      MakeEvent("4", "case/1")}));
  const auto stream = book_->ReadStream("case/1", 1, 10);
  ASSERT_TRUE(stream);
  ASSERT_EQ(stream->size(), 2U);
  EXPECT_EQ((*stream)[0].revision, 1U);
  EXPECT_EQ((*stream)[0].position, 2U);
  EXPECT_EQ(book_->ReadStream("case/1", 0, 2)->size(), 2U);
  EXPECT_TRUE(book_->ReadStream("case", 0, 2)->empty());
}

TEST_F(BookTest, ReadingStopsAtItsBounds) {
  for (int i = 0; i < 5; ++i) AppendOne(*book_, MakeEvent(std::to_string(i)));
  EXPECT_EQ(book_->ReadFrom(1, 2, 1'000'000)->size(), 2U);
  EXPECT_EQ(book_->ReadFrom(0, 10, 1)->size(), 1U);
  EXPECT_EQ(book_->ReadFrom(3, 10, 1'000'000)->size(), 2U);
  EXPECT_TRUE(book_->ReadFrom(5, 10, 1'000'000)->empty());
}

TEST_F(BookTest, NothingIsAppendedOnceStopped) {
  AppendOne(*book_, MakeEvent("1"));
  book_->StopAppending();
  EXPECT_EQ(Append({MakeEvent("2")}).error().code, ErrorCode::kStopped);
  EXPECT_TRUE(book_->Read(0));
}

TEST_F(BookTest, AnEmptyCommitIsRefused) {
  EXPECT_EQ(Append({}).error().code, ErrorCode::kMalformed);
}

TEST_F(BookTest, TwoBooksMayNotShareADirectory) {
  EXPECT_FALSE(Book::Open(directory_.path(), SmallBook()));
}

TEST(Book, RecordedTimeNeverGoesBackWhateverTheClockDoes) {
  const TemporaryDirectory directory;
  std::vector<Instant> clock = {*ParseInstant("2026-01-01T00:00:00Z"),
                                *ParseInstant("2025-01-01T00:00:00Z"),
                                *ParseInstant("2026-01-01T00:00:01Z")};
  std::size_t tick = 0;
  BookOptions options = SmallBook();
  options.clock = [&] { return clock[tick++]; };
  {
    const auto book = OpenBook(directory.path(), options);
    EXPECT_EQ(AppendOne(*book, MakeEvent("1")).recorded, clock[0]);
    EXPECT_EQ(AppendOne(*book, MakeEvent("2")).recorded, clock[0]);
  }
  const auto book = OpenBook(directory.path(), options);
  EXPECT_EQ(AppendOne(*book, MakeEvent("3")).recorded, clock[2]);
}

TEST(Book, AFullQueueRefusesAndSaysSo) {
  const TemporaryDirectory directory;
  BookOptions options = SmallBook();
  options.queue_bytes_max = 0;
  const auto book = OpenBook(directory.path(), options);
  EXPECT_EQ(book->Append({.drafts = {MakeEvent("1")}}).error().code, ErrorCode::kBusy);
  EXPECT_EQ(book->stats().busy, 1U);
}

TEST(Book, WithoutTheReserveNothingIsAppendedAndReadingGoesOn) {
  const TemporaryDirectory directory;
  AppendOne(*OpenBook(directory.path()), MakeEvent("1"));
  BookOptions options = SmallBook();
  options.disk_reserve_bytes = UINT64_MAX;
  const auto book = OpenBook(directory.path(), options);
  EXPECT_EQ(book->Append({.drafts = {MakeEvent("2")}}).error().code, ErrorCode::kNoSpace);
  EXPECT_FALSE(book->write_state().writable);
  EXPECT_TRUE(book->Read(0));
}

}  // namespace
}  // namespace daybook
