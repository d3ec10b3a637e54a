#include "replay/live.h"

#include <atomic>
#include <thread>

#include "replay/replayed_book.h"

namespace daybook::replay {
namespace {

using Phase = LiveState::Phase;

class LiveReplayTest : public ReplayedBookTest {
 protected:
  // Until it has come to its end; bounded.
  static LiveState Finish(const LiveReplay& replay) {
    for (int i = 0; i < 30'000 && replay.state().phase == Phase::kRunning; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return replay.state();
  }

  improvement::Told Progressed(int number) {
    return {.type = "action.progressed",
            .subject = "action/x",
            .time = "2025-02-01",
            .data = R"({"text":")" + std::to_string(number) + "\"}"};
  }
};

TEST_F(LiveReplayTest, SwitchesWhileReadersAskAndAppendsGoOn) {
  const auto programme = Follow();
  LiveReplay replay(*book_, *programme);
  std::atomic<bool> stop = false;
  std::atomic<int> answers = 0;
  const auto read = [&] {
    Position last = 0;
    while (!stop) {
      const Position before = programme->position().value();
      const auto view = programme->view("status", improvement::StatusThatDay);
      EXPECT_GE(view.cut.size, before) << "an answer stands on no less than was promised";
      EXPECT_GE(view.cut.size, last) << "an answer went back";
      last = view.cut.size;
      const auto trail = programme->trail("finding/x");
      EXPECT_TRUE(trail.has_value());
      EXPECT_TRUE(programme->state("action/x").has_value());
      ++answers;
    }
  };
  std::vector<std::jthread> readers;
  readers.emplace_back(read);
  readers.emplace_back(read);
  readers.emplace_back([&] {
    for (int i = 0; !stop && i < 2'000; ++i) Append(Progressed(i));
  });
  for (int round = 0; round < 3; ++round) {
    const int before = answers;
    ASSERT_TRUE(replay.Start().has_value());
    const LiveState state = Finish(replay);
    ASSERT_EQ(state.phase, Phase::kDone) << (state.failure ? state.failure->detail : "");
    EXPECT_TRUE(state.outcome.compared.has_value());
    EXPECT_FALSE(state.outcome.difference.has_value()) << *state.outcome.difference;
    EXPECT_GE(state.outcome.size, *state.outcome.compared);
    EXPECT_GT(answers, before);
  }
  stop = true;
  readers.clear();
  ASSERT_TRUE(programme->position().WaitFor(book_->size(), std::chrono::seconds(30)))
      << "it is followed as before";
  EXPECT_EQ(programme->failure(), std::nullopt);
  EXPECT_EQ(NamesIn(views_), (std::vector<std::string>{"3", "current"}));
  const auto table = programme->view("status", improvement::StatusThatDay).table;
  std::filesystem::path other = directory_ / "other";
  const auto fresh = projection::Programme::Open(*book_, other);
  ASSERT_TRUE((*fresh)->position().WaitFor(book_->size(), std::chrono::seconds(30)));
  EXPECT_EQ(table.rows, (*fresh)->view("status", improvement::StatusThatDay).table.rows);
  EXPECT_EQ(programme->state("action/x")->json, (*fresh)->state("action/x")->json);
}

TEST_F(LiveReplayTest, WhatWasReplayedIsThereAfterARestart) {
  std::string state;
  {
    const auto programme = Follow();
    LiveReplay replay(*book_, *programme);
    ASSERT_TRUE(replay.Start().has_value());
    ASSERT_EQ(Finish(replay).phase, Phase::kDone);
    Append(Progressed(1));
    ASSERT_TRUE(programme->position().WaitFor(book_->size(), std::chrono::seconds(30)));
    state = programme->state("action/x")->json;
  }
  const auto again = projection::Programme::Open(*book_, views_);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ((*again)->position().value(), book_->size()) << "read back, not followed again";
  EXPECT_EQ((*again)->state("action/x")->json, state);
}

TEST_F(LiveReplayTest, AFlippedBitIsToldAndAnswersAreRightAfterwards) {
  const std::string right = Follow()->state("action/x")->json;
  Change([&](DerivedStore& store, DerivedStore::Batch& batch) {
    const std::string key = projection::StateKey("action/x");
    std::string state = **store.Get(key);
    const std::size_t at = state.find("person/p");
    ASSERT_NE(at, std::string::npos);
    state[at + 7] = 'q';
    batch.Put(key, state);
  });
  const auto programme = Follow();
  ASSERT_NE(programme->state("action/x")->json, right);
  LiveReplay replay(*book_, *programme);
  ASSERT_TRUE(replay.Start().has_value());
  const LiveState state = Finish(replay);
  EXPECT_EQ(state.outcome.difference,
            "What is stored of the state of action/x is not what the book says.");
  EXPECT_EQ(programme->state("action/x")->json, right);
}

TEST_F(LiveReplayTest, OneRunsAtATimeAndTheEndOfTheProcessStopsIt) {
  // The views of an empty book never come to where this one is: a replay waits for them.
  const testing::TemporaryDirectory elsewhere;
  const auto empty = testing::OpenBook(elsewhere / "book");
  const auto programme = projection::Programme::Open(*empty, elsewhere / "views");
  ASSERT_TRUE(programme.has_value());
  {
    LiveReplay replay(*book_, **programme);
    EXPECT_EQ(replay.state().phase, Phase::kNone);
    ASSERT_TRUE(replay.Start().has_value());
    EXPECT_EQ(replay.state().phase, Phase::kRunning);
    const auto second = replay.Start();
    ASSERT_FALSE(second.has_value());
    EXPECT_EQ(second.error().code, ErrorCode::kConflict);
  }
  EXPECT_EQ((*programme)->position().value(), 0U);
}

TEST(LiveState, TheTimeLeftIsToldFromTheTimeItTook) {
  LiveState state{.phase = Phase::kRunning, .progress = {}, .outcome = {}};
  EXPECT_FALSE(state.left().has_value());
  state.progress = {Stage::kComparing, 10, 10};
  state.took = std::chrono::milliseconds(300);
  EXPECT_EQ(state.left(), std::chrono::milliseconds(0));
}

}  // namespace
}  // namespace daybook::replay
