#include "replay/directory.h"

#include "replay/replayed_book.h"

namespace daybook::replay {
namespace {

using Names = std::vector<std::string>;

class ReplayDirectoryTest : public ReplayedBookTest {
 protected:
  Outcome Replay() {
    auto outcome = ReplayDirectory(*book_, directory_.path(), {});
    EXPECT_TRUE(outcome.has_value()) << outcome.error().detail;
    return outcome.value_or(Outcome());
  }
};

TEST_F(ReplayDirectoryTest, MakesByteForByteWhatFollowingTheBookMade) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  const Outcome outcome = Replay();
  EXPECT_EQ(outcome.size, book_->size());
  EXPECT_EQ(outcome.compared, book_->size());
  EXPECT_FALSE(outcome.difference.has_value()) << *outcome.difference;
  EXPECT_EQ(PairsOf(InForce()), followed);
  EXPECT_EQ(NamesIn(views_), (Names{"1", "current"}));
}

TEST_F(ReplayDirectoryTest, OneFlippedBitIsFoundAndMended) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  FlipABitOf("action/x");
  const Outcome outcome = Replay();
  EXPECT_EQ(outcome.difference,
            "What is stored of the state of action/x is not what the book says.");
  EXPECT_EQ(PairsOf(InForce()), followed);
  EXPECT_FALSE(Replay().difference.has_value());
}

TEST_F(ReplayDirectoryTest, WhatIsMissingAndWhatIsTooMuchIsFound) {
  Follow();
  const std::string key = projection::MentionKey("finding/x", book_->size() - 4);
  Change([&](DerivedStore&, DerivedStore::Batch& batch) { batch.Delete(key); });
  EXPECT_EQ(Replay().difference, "There is not stored that the event at position " +
                                     std::to_string(book_->size() - 4) +
                                     " names finding/x, which the book says.");
  Change([&](DerivedStore&, DerivedStore::Batch& batch) {
    batch.Put(projection::FactKey("action/zzz", 3), "made up");
  });
  EXPECT_EQ(Replay().difference,
            "There is stored the event at position 3 of action/zzz, which the book does not say.");
}

TEST_F(ReplayDirectoryTest, ViewsThatWereBehindAreComparedWhereTheyStoodAndThenCatchUp) {
  Follow();
  Append({.type = "action.completed", .subject = "action/x", .time = "2025-02-01"});
  const Outcome outcome = Replay();
  EXPECT_EQ(outcome.compared, book_->size() - 1);
  EXPECT_EQ(outcome.size, book_->size());
  EXPECT_FALSE(outcome.difference.has_value()) << *outcome.difference;
  const Pairs replayed = PairsOf(InForce());
  std::filesystem::remove_all(views_);
  Follow();
  EXPECT_EQ(PairsOf(InForce()), replayed);
}

TEST_F(ReplayDirectoryTest, WithoutViewsTheyAreMade) {
  const Outcome outcome = Replay();
  EXPECT_FALSE(outcome.compared.has_value());
  EXPECT_NE(outcome.remark.find("no views to compare with"), std::string::npos);
  const Pairs replayed = PairsOf(InForce());
  std::filesystem::remove_all(views_);
  Follow();
  EXPECT_EQ(PairsOf(InForce()), replayed);
}

TEST_F(ReplayDirectoryTest, AStoreThatCannotBeReadIsADifferenceAndIsMended) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  for (const auto& file : std::filesystem::directory_iterator(InForce())) {
    if (file.path().filename().string().starts_with("MANIFEST")) {
      std::filesystem::resize_file(file.path(), 5);
    }
  }
  const Outcome outcome = Replay();
  ASSERT_TRUE(outcome.difference.has_value());
  EXPECT_NE(outcome.difference->find("cannot be read"), std::string::npos);
  EXPECT_EQ(PairsOf(InForce()), followed);
}

// Ends at `stage`, as the end of the process would.
Run StoppedAt(Stage stage, std::stop_source& source) {
  return {.on_progress =
              [stage, &source](const Progress& progress) {
                if (progress.stage == stage) source.request_stop();
              },
          .stop = source.get_token()};
}

TEST_F(ReplayDirectoryTest, WhenItDoesNotComeToItsEndTheViewsInForceAreAsTheyWere) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  std::stop_source source;
  const auto outcome =
      ReplayDirectory(*book_, directory_.path(), StoppedAt(Stage::kReading, source));
  ASSERT_FALSE(outcome.has_value());
  EXPECT_EQ(outcome.error().code, ErrorCode::kStopped);
  EXPECT_EQ(NamesIn(views_).front(), "0");
  EXPECT_EQ(PairsOf(InForce()), followed);
}

TEST_F(ReplayDirectoryTest, WhatOneThatWasKilledLeftIsRemovedAtTheNextStart) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  {
    auto stores = projection::StoreDirectory::Open(views_);
    ASSERT_TRUE(Rebuild(*book_, 5, *stores->MakeRoom(), {}).has_value());  // and not put in force
  }
  std::ofstream(views_ / "current.new") << "1";
  ASSERT_EQ(NamesIn(views_), (Names{"0", "1", "current", "current.new"}));
  Follow();
  EXPECT_EQ(NamesIn(views_), (Names{"0", "current"}));
  EXPECT_EQ(PairsOf(InForce()), followed);
}

TEST_F(ReplayDirectoryTest, WhatSaysNotThatItIsWholeIsMadeAnew) {
  Follow();
  const Pairs followed = PairsOf(InForce());
  std::filesystem::remove(views_ / "current");
  EXPECT_FALSE(projection::StoreDirectory::InForce(views_).has_value());
  Follow();
  EXPECT_EQ(PairsOf(InForce()), followed);
}

TEST(OpenBookIn, NeverMakesABook) {
  const testing::TemporaryDirectory directory;
  const auto book = OpenBookIn(directory / "none");
  ASSERT_FALSE(book.has_value());
  EXPECT_EQ(book.error().code, ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(directory / "none"));
}

}  // namespace
}  // namespace daybook::replay
