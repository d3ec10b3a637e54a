#include "net/server_events.h"

#include <gtest/gtest.h>

namespace daybook::net {
namespace {

std::vector<ServerEvent> Parse(std::string_view text, std::size_t piece = std::string::npos) {
  ServerEventParser parser(1'000);
  std::vector<ServerEvent> all;
  while (!text.empty()) {
    auto events = parser.Add(text.substr(0, piece));
    if (!events) ADD_FAILURE() << events.error().detail;
    all.insert(all.end(), events->begin(), events->end());
    text.remove_prefix(std::min(piece, text.size()));
  }
  return all;
}

TEST(ServerEvents, AnEventHasItsIdNameAndData) {
  const auto events = Parse("id: 7\nevent: entry\ndata: {\"a\":1}\n\n");
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(events[0].id, "7");
  EXPECT_EQ(events[0].name, "entry");
  EXPECT_EQ(events[0].data, "{\"a\":1}");
}

TEST(ServerEvents, PiecesMayBeCutAnywhere) {
  const std::string text = "id: 7\r\nevent: entry\r\ndata: one\r\ndata: two\r\n\r\ndata: x\r\n\r\n";
  for (std::size_t piece = 1; piece < text.size(); ++piece) {
    const auto events = Parse(text, piece);
    ASSERT_EQ(events.size(), 2U) << piece;
    EXPECT_EQ(events[0].data, "one\ntwo") << piece;
    EXPECT_EQ(events[1].name, "message") << piece;
  }
}

TEST(ServerEvents, LinesEndInEachOfThreeWays) {
  EXPECT_EQ(Parse("data: a\n\ndata: b\r\rdata: c\r\n\r\n").size(), 3U);
}

TEST(ServerEvents, CommentsAndEventsWithoutDataAreSkipped) {
  EXPECT_TRUE(Parse(": keep-alive\n\nevent: caught-up\n\n").empty());
}

TEST(ServerEvents, TheLastIdHoldsForLaterEvents) {
  const auto events = Parse("id: 7\ndata: a\n\ndata: b\n\nid\ndata: c\n\n");
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[1].id, "7");
  EXPECT_EQ(events[2].id, "");
}

TEST(ServerEvents, AnEventThatIsNotEndedIsNotGiven) {
  EXPECT_TRUE(Parse("id: 7\ndata: half an ev").empty());
}

TEST(ServerEvents, AByteOrderMarkIsSkipped) {
  EXPECT_EQ(Parse("\xEF\xBB\xBF"
                  "data: a\n\n")
                .size(),
            1U);
}

TEST(ServerEvents, TheServerSaysWhenToComeAgain) {
  ServerEventParser parser(1'000);
  ASSERT_TRUE(parser.Add("retry: 2500\nretry: soon\n"));
  EXPECT_EQ(parser.retry(), std::chrono::milliseconds(2'500));
}

TEST(ServerEvents, AnEventOverTheBoundIsAnError) {
  ServerEventParser one_line(100);
  const auto events = one_line.Add("data: " + std::string(200, 'x'));
  ASSERT_FALSE(events);
  EXPECT_EQ(events.error().code, ErrorCode::kTooLarge);
  ServerEventParser many_lines(100);
  bool refused = false;
  for (int i = 0; i < 20; ++i) refused = refused || !many_lines.Add("data: 0123456789\n");
  EXPECT_TRUE(refused);
}

}  // namespace
}  // namespace daybook::net
