#include "http/waiter.h"

#include <gtest/gtest.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <memory>
#include <optional>
#include <thread>

namespace daybook::http {
namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

asio::awaitable<void> Wait(Waiter& waiter, Watermark& mark, Position least,
                           Clock::time_point deadline, std::optional<bool>& result) {
  const bool reached = co_await waiter.Until(mark, least, deadline);
  result = reached;
}

class WaiterTest : public ::testing::Test {
 protected:
  void Begin(Position least, Clock::duration time) {
    auto wait = Wait(waiter_, mark_, least, Clock::now() + time, result_);
    asio::co_spawn(context_, std::move(wait), asio::detached);
  }

  asio::io_context context_{1};
  Watermark mark_{3};
  Waiter waiter_{context_.get_executor()};
  std::optional<bool> result_;
};

TEST_F(WaiterTest, WhatIsReachedIsNotWaitedFor) {
  Begin(3, Clock::duration(0));
  context_.run();
  EXPECT_EQ(result_, true);
}

TEST_F(WaiterTest, AnAdvanceOnAnotherThreadWakes) {
  Begin(5, std::chrono::seconds(30));
  std::jthread writer([&] {
    mark_.Advance(4);
    mark_.Advance(5);
  });
  context_.run();
  EXPECT_EQ(result_, true);
}

TEST_F(WaiterTest, TheDeadlineEndsTheWait) {
  Begin(5, std::chrono::milliseconds(1));
  context_.run();
  EXPECT_EQ(result_, false);
  mark_.Advance(5);  // wakes nobody
}

TEST_F(WaiterTest, AStopEndsTheWait) {
  Begin(5, std::chrono::seconds(30));
  asio::post(context_, [&] { waiter_.Stop(); });
  context_.run();
  EXPECT_EQ(result_, false);
  EXPECT_TRUE(waiter_.stopped());
}

TEST_F(WaiterTest, AWakingThatComesLateDisturbsNothing) {
  for (Position at = 3; at < 200; ++at) {
    context_.restart();
    result_.reset();
    Begin(at + 1, std::chrono::microseconds(at % 7 * 10));
    std::jthread writer([&] { mark_.Advance(at + 1); });
    context_.run();
    ASSERT_TRUE(result_.has_value());
  }
}

TEST(WaiterLifeTest, AWaitThatIsAbandonedLeavesTheWatermark) {
  Watermark mark;
  {
    asio::io_context context{1};
    Waiter waiter(context.get_executor());
    std::optional<bool> result;
    auto wait = Wait(waiter, mark, 1, Clock::now() + std::chrono::seconds(30), result);
    asio::co_spawn(context, std::move(wait), asio::detached);
    context.poll();
    EXPECT_FALSE(result.has_value());
  }
  mark.Advance(1);
}

}  // namespace
}  // namespace daybook::http
