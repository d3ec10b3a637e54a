// Several events at once: batches and lines.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "daybook/event.h"
#include "daybook/limits.h"

namespace daybook {
namespace {

std::string Event(int id, std::string_view more = "") {
  return fmt::format(
      R"({{"specversion":"1.0","id":"{}","source":"/s","type":"t","subject":"k/1"{}}})", id, more);
}

TEST(Batch, IsDecodedInOrder) {
  const auto drafts = ParseBatch("[" + Event(1) + " ,\n" + Event(2, R"(,"data":[1, 2])") + "]");
  ASSERT_TRUE(drafts);
  ASSERT_EQ(drafts->size(), 2U);
  EXPECT_EQ((*drafts)[0].id, "1");
  EXPECT_TRUE((*drafts)[1].body.ends_with("\"data\":[1,2]}"));
}

TEST(Batch, EveryFaultOfEveryEventIsTold) {
  const auto drafts = ParseBatch("[" + Event(1) + "," + Event(2, R"(,"authid":"me")") + ",7," +
                                 Event(3, R"(,"time":"soon")") + "]");
  ASSERT_FALSE(drafts);
  ASSERT_EQ(drafts.error().faults.size(), 3U);
  EXPECT_EQ(drafts.error().faults[0].pointer, "/1/authid");
  EXPECT_EQ(drafts.error().faults[1].pointer, "/2");
  EXPECT_EQ(drafts.error().faults[2].pointer, "/3/time");
}

TEST(Batch, IsAnArrayAndNotEmpty) {
  EXPECT_FALSE(ParseBatch("[]"));
  EXPECT_FALSE(ParseBatch(Event(1)));
  EXPECT_FALSE(ParseBatch("[" + Event(1)));
}

TEST(Batch, HoldsABoundedNumberOfEvents) {
  std::string batch = "[" + Event(0);
  for (std::size_t i = 1; i < limits::kCommitEvents; ++i) batch += "," + Event(static_cast<int>(i));
  EXPECT_EQ(ParseBatch(batch + "]")->size(), limits::kCommitEvents);
  const auto more = ParseBatch(batch + "," + Event(1) + "]");
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::kTooLarge);
}

TEST(Lines, AreEventsAndBlankOnesAreSkipped) {
  const auto drafts = ParseLines("\n" + Event(1) + "\r\n  \n" + Event(2));
  ASSERT_TRUE(drafts);
  ASSERT_EQ(drafts->size(), 2U);
  EXPECT_EQ((*drafts)[1].id, "2");
}

TEST(Lines, AFaultIsToldWithTheIndexOfItsEvent) {
  const auto drafts = ParseLines(Event(1) + "\n\n{\"id\":1,\"id\":2}\n" + Event(3, ",\"X\":1"));
  ASSERT_FALSE(drafts);
  ASSERT_EQ(drafts.error().faults.size(), 2U);
  EXPECT_EQ(drafts.error().faults[0].pointer, "/1/id");
  EXPECT_EQ(drafts.error().faults[1].pointer, "/2/X");
}

TEST(Lines, ABodyOverTheLimitIsRefusedUnread) {
  const auto drafts = ParseLines(std::string(limits::kBodyBytes + 1, '\n'));
  ASSERT_FALSE(drafts);
  EXPECT_EQ(drafts.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace daybook
