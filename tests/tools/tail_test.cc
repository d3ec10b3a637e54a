#include <gtest/gtest.h>

#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

bool AsksForStream(const FakeRequest& request) {
  return request.line.find("/v1/stream") != std::string::npos;
}

FakeReply Latest() {
  return Reply(200, R"({"events":[{"sequence":"8"},{"sequence":"7"}],"next":"x","position":"9"})");
}

TEST(Tail, ShowsTheLatestEventsInTheOrderTheyCame) {
  FakeDaemon daemon([](const FakeRequest&) { return Latest(); });
  const Ran ran = RunDaybook({"tail", "-n", "2", "--json", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "{\"sequence\":\"7\"}\n{\"sequence\":\"8\"}\n");
  EXPECT_EQ(daemon.requests()[0].line, "GET /v1/events?order=-recorded&limit=2 HTTP/1.1");
}

TEST(Tail, GoesOnAfterTheEventsTheBookHad) {
  FakeDaemon daemon([](const FakeRequest& request) {
    if (!AsksForStream(request)) return Latest();
    return request.headers.find("Last-Event-ID: 8\r\n") != std::string::npos
               ? ChunkedReply(
                     "id: 9\nevent: entry\ndata: {\"sequence\":\"9\"}\n\n"
                     ": keep-alive\n\nevent: caught-up\ndata: {}\n\n")
               : Reply(400, R"({"title":"Enough"})");
  });
  const Ran ran =
      RunDaybook({"tail", "-n", "0", "-f", "--json", "--kind", "a", "--url", daemon.url()});
  EXPECT_EQ(ran.out, "{\"sequence\":\"9\"}\n");
  // The stream ended, so it came again, and then after the last event it had seen.
  EXPECT_EQ(ran.exit, Exit::kRefused);
  ASSERT_EQ(daemon.requests().size(), 3U);
  EXPECT_EQ(daemon.requests()[1].line, "GET /v1/stream?kind=a HTTP/1.1");
  EXPECT_NE(daemon.requests()[2].headers.find("Last-Event-ID: 9"), std::string::npos);
}

TEST(Tail, WaitsLongerEachTimeAndThenGivesUp) {
  FakeDaemon daemon([](const FakeRequest& request) {
    return AsksForStream(request) ? FakeReply{.bytes = "", .close = true} : Latest();
  });
  const Ran ran = RunDaybook({"tail", "--follow", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  ASSERT_GT(ran.sleeps.size(), 5U);
  EXPECT_EQ(ran.sleeps[0], std::chrono::milliseconds(500));
  EXPECT_EQ(ran.sleeps[1], std::chrono::milliseconds(1'000));
  EXPECT_EQ(ran.sleeps.back(), std::chrono::milliseconds(30'000));
}

TEST(Tail, AnEmptyBookIsFollowedFromItsBeginning) {
  FakeDaemon daemon([](const FakeRequest& request) {
    return AsksForStream(request) ? Reply(400, "{}")
                                  : Reply(200, R"({"events":[],"position":"0"})");
  });
  RunDaybook({"tail", "--follow", "--url", daemon.url()});
  EXPECT_EQ(daemon.requests()[1].headers.find("Last-Event-ID"), std::string::npos);
}

}  // namespace
}  // namespace daybook::tools
