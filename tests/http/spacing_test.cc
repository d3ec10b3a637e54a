#include "http/spacing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <mutex>
#include <thread>
#include <vector>

namespace daybook::http {
namespace {

using std::chrono::microseconds;

const Spacing::Clock::time_point kNow{std::chrono::hours(1)};

TEST(SpacingTest, WhoeverAsksFirstBeginsAtOnce) {
  Spacing spacing(microseconds(100));
  EXPECT_EQ(spacing.Next(kNow), kNow);
}

TEST(SpacingTest, ThoseWhoAskTogetherBeginOneAfterTheOther) {
  Spacing spacing(microseconds(100));
  spacing.Next(kNow);
  EXPECT_EQ(spacing.Next(kNow), kNow + microseconds(100));
  EXPECT_EQ(spacing.Next(kNow + microseconds(10)), kNow + microseconds(200));
}

TEST(SpacingTest, OnceAllHaveBegunTheNextBeginsAtOnceAgain) {
  Spacing spacing(microseconds(100));
  spacing.Next(kNow);
  spacing.Next(kNow);
  const auto later = kNow + microseconds(201);
  EXPECT_EQ(spacing.Next(later), later);
}

TEST(SpacingTest, NoTwoThreadsAreGivenTheSameTime) {
  constexpr std::size_t kThreads = 4;
  constexpr std::size_t kTimes = 1'000;
  Spacing spacing(microseconds(100));
  std::mutex mutex;
  std::vector<Spacing::Clock::time_point> given;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        std::vector<Spacing::Clock::time_point> own;
        for (std::size_t k = 0; k < kTimes; ++k) own.push_back(spacing.Next(kNow));
        const std::scoped_lock lock(mutex);
        given.insert(given.end(), own.begin(), own.end());
      });
    }
  }
  std::ranges::sort(given);
  ASSERT_EQ(given.size(), kThreads * kTimes);
  for (std::size_t i = 0; i < given.size(); ++i) {
    EXPECT_EQ(given[i], kNow + i * microseconds(100));
  }
}

}  // namespace
}  // namespace daybook::http
