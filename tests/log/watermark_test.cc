#include "log/watermark.h"

#include <gtest/gtest.h>

#include <thread>

namespace daybook {
namespace {

using std::chrono::milliseconds;

TEST(Watermark, WaitingForWhatIsReachedReturnsAtOnce) {
  Watermark mark(7);
  EXPECT_TRUE(mark.WaitFor(7, milliseconds(0)));
  EXPECT_FALSE(mark.WaitFor(8, milliseconds(0)));
}

TEST(Watermark, WakesThoseItSatisfies) {
  Watermark mark;
  bool reached = false;
  std::thread waiter([&] { reached = mark.WaitFor(2, std::chrono::seconds(30)); });
  mark.Advance(1);
  mark.Advance(3);
  waiter.join();
  EXPECT_TRUE(reached);
}

TEST(Watermark, NotifiesOnceAndOnlyThoseItSatisfies) {
  Watermark mark;
  std::string calls;
  mark.Notify(2, [&] { calls += "two "; });
  mark.Notify(1, [&] { calls += "one "; });
  mark.Notify(3, [&] { calls += "three "; });
  mark.Advance(2);
  EXPECT_EQ(calls, "one two ");
  mark.Advance(2);
  EXPECT_EQ(calls, "one two ");
  EXPECT_EQ(mark.Notify(2, [&] { calls += "at once "; }), 0U);
  EXPECT_EQ(calls, "one two at once ");
}

TEST(Watermark, WhatIsRaisedIsSeenBeforeThoseWhoWaitAreWoken) {
  Watermark mark;
  std::string calls;
  mark.Notify(1, [&] { calls += "woken"; });
  mark.Raise(1);
  EXPECT_EQ(mark.value(), 1U);
  EXPECT_EQ(calls, "");
  mark.Wake();
  EXPECT_EQ(calls, "woken");
}

TEST(Watermark, WhatIsForgottenIsNotCalled) {
  Watermark mark;
  const auto waiting = mark.Notify(1, [] { FAIL(); });
  mark.Forget(waiting);
  mark.Advance(1);
}

TEST(Watermark, AStopEndsTheWait) {
  Watermark mark;
  std::stop_source source;
  std::thread waiter(
      [&] { EXPECT_FALSE(mark.WaitFor(1, std::chrono::hours(1), source.get_token())); });
  source.request_stop();
  waiter.join();
}

}  // namespace
}  // namespace daybook
