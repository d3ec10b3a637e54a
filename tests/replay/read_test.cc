#include "replay/read.h"

#include "replay/replayed_book.h"

namespace daybook::replay {
namespace {

class ReadTest : public ReplayedBookTest {};

TEST_F(ReadTest, FoldingTheBookIsWhatTheProgrammeSaysAtAnyCut) {
  const auto programme = Follow();
  std::vector<improvement::Cut> cuts;
  for (Position size = 0; size <= book_->size(); size += 7)
    cuts.push_back({.size = size, .at = {}});
  cuts.push_back({.at = *improvement::EndOfLondonDay("2024-09-24")});
  cuts.push_back({.at = {}, .audience = improvement::Audience::kPublic});
  for (improvement::Cut cut : cuts) {
    cut.size = std::min(cut.size, book_->size());
    const auto read = ReadFacts(*book_, cut.size, {.threads = 3});
    ASSERT_TRUE(read.has_value());
    const auto subjects = FoldAll(read->facts, cut, {});
    ASSERT_TRUE(subjects.has_value());
    EXPECT_EQ(improvement::StatusThatDay(*subjects).rows,
              programme->view("status", improvement::StatusThatDay, cut).table.rows);
  }
}

TEST_F(ReadTest, AViewIsTheSameWhenOnlyTheKindsThatItNamesAreRead) {
  const improvement::AsOf as_of = improvement::NoonOf("2025-03-01");
  const auto all = FoldAll(ReadFacts(*book_, book_->size(), {})->facts, {}, {});
  for (const improvement::ViewKind& view : improvement::Views()) {
    const auto read = ReadFacts(*book_, book_->size(), {}, view.kinds);
    ASSERT_TRUE(read.has_value());
    const auto some = FoldAll(read->facts, {}, {});
    EXPECT_EQ(view.make(*some, as_of).rows, view.make(*all, as_of).rows) << view.name;
    EXPECT_EQ(some->size() < all->size(), !view.kinds.empty()) << view.name;
  }
}

TEST_F(ReadTest, TellsHowFarItIsAndStopsWhenItIsTold) {
  std::vector<Progress> told;
  const auto read = ReadFacts(*book_, book_->size(),
                              {.on_progress = [&](const Progress& now) { told.push_back(now); }});
  ASSERT_TRUE(read.has_value());
  ASSERT_FALSE(told.empty());
  EXPECT_EQ(told.back().done, book_->size());
  std::stop_source source;
  source.request_stop();
  const auto stopped = ReadFacts(*book_, book_->size(), {.stop = source.get_token()});
  EXPECT_EQ(stopped.error().code, ErrorCode::kStopped);
}

TEST(Progress, GrowsFromStageToStage) {
  double last = -1;
  for (const Stage stage : {Stage::kReading, Stage::kFolding, Stage::kWriting, Stage::kComparing}) {
    for (const std::uint64_t done : {0U, 5U, 10U}) {
      const double share = Progress{stage, done, 10}.share();
      EXPECT_GE(share, last);
      last = share;
    }
  }
  EXPECT_DOUBLE_EQ(last, 1.0);
}

}  // namespace
}  // namespace daybook::replay
