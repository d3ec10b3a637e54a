#include "http/sse.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

TEST(ServerEventTest, AnEventHasItsIdItsNameAndItsData) {
  std::string out;
  AppendServerEvent(out, "entry", 7, "{}");
  EXPECT_EQ(out, "id: 7\nevent: entry\ndata: {}\n\n");
}

TEST(ServerEventTest, WithoutAnIdTheReaderKeepsItsLastOne) {
  std::string out;
  AppendServerEvent(out, "caught-up", std::nullopt, CaughtUpData(3));
  EXPECT_EQ(out, "event: caught-up\ndata: {\"position\":\"3\"}\n\n");
}

TEST(StreamStartTest, TheLastEventSeenGoesBeforeFromAndThatBeforeTheHead) {
  EXPECT_EQ(StreamStart("4", 1, 9).value(), 5U);
  EXPECT_EQ(StreamStart("", 1, 9).value(), 1U);
  EXPECT_EQ(StreamStart("", std::nullopt, 9).value(), 9U);
  EXPECT_EQ(StreamStart("8", std::nullopt, 9).value(), 9U);
}

TEST(StreamStartTest, BeyondTheHeadOrUnreadableIsRefused) {
  EXPECT_FALSE(StreamStart("9", std::nullopt, 9).has_value());
  EXPECT_FALSE(StreamStart("", 10, 9).has_value());
  EXPECT_FALSE(StreamStart("x", std::nullopt, 9).has_value());
  EXPECT_FALSE(StreamStart("18446744073709551615", std::nullopt, 9).has_value());
}

}  // namespace
}  // namespace daybook::http
