#include <gtest/gtest.h>

#include "tools/fake_daemon.h"
#include "tools/importer.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

std::string Event(int id, const std::string& more = "") {
  return R"({"specversion":"1.0","id":")" + std::to_string(id) +
         R"(","source":"/test","type":"login.succeeded","subject":"login/ada")" + more + "}\n";
}

std::string Events(int count) {
  std::string text;
  for (int id = 0; id < count; ++id) text += Event(id);
  return text;
}

// Accepts everything; says that every event was there already if `repeated`.
FakeReply AcceptAll(const FakeRequest& request, bool repeated = false) {
  std::string events;
  for (char c : request.body) {
    if (c != '\n') continue;
    events += events.empty() ? "" : ",";
    events += repeated ? R"({"position":"1","repeated":true})" : R"({"position":"1"})";
  }
  return Reply(repeated ? 200 : 201, "{\"events\":[" + events + "]}");
}

TEST(Import, SendsAFileInChunksAndCounts) {
  FakeDaemon daemon([](const FakeRequest& request) { return AcceptAll(request); });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(2'500));
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.err, "2,500 new, 0 already there.\n");
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(daemon.requests().size(), 3U);
}

TEST(Import, SaysThatTheEventsAreHistoryUnlessTheyAreLive) {
  FakeDaemon daemon([](const FakeRequest& request) { return AcceptAll(request); });
  RunDaybook({"import", "-", "--url", daemon.url()}, Events(1));
  RunDaybook({"import", "--live", "-", "--url", daemon.url()}, Events(1));
  const auto requests = daemon.requests();
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_NE(requests[0].headers.find("Daybook-Import: 1"), std::string::npos);
  EXPECT_EQ(requests[1].headers.find("Daybook-Import"), std::string::npos);
}

TEST(Import, ABrokenRuleIsToldByItsLineAndItsName) {
  FakeDaemon daemon([](const FakeRequest&) {
    return Reply(422, R"({"title":"Unprocessable","detail":"A rule is broken.","errors":[)"
                      R"({"pointer":"/1/data/due","rule":"action-agreed-due",)"
                      R"("detail":"Agreeing an action names the day it is due."}]})");
  });
  const Ran ran = RunDaybook({"import", "--live", "-", "--url", daemon.url()}, Events(2));
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("line 2: /data/due: Agreeing an action names the day it is due. (rule "
                         "action-agreed-due)"),
            std::string::npos)
      << ran.err;
}

TEST(Import, WhatIsThereAlreadyIsOnlyCounted) {
  FakeDaemon daemon([](const FakeRequest& request) { return AcceptAll(request, true); });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(10));
  EXPECT_EQ(ran.exit, Exit::kOk);
  EXPECT_EQ(ran.err, "0 new, 10 already there.\n");
}

TEST(Import, ARefusedChunkIsToldByItsLinesInTheFile) {
  FakeDaemon daemon([](const FakeRequest& request) {
    if (request.body.find(R"("id":"0")") != std::string::npos) return AcceptAll(request);
    return Reply(422, R"({"title":"Unprocessable","detail":"An event breaks a rule.",)"
                      R"("errors":[{"pointer":"/17/time","detail":"is in the future"}]})");
  });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, "\n" + Events(1'500));
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("line 1019: /time: is in the future"), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("Nothing of lines 1,002 to 1,501 was stored."), std::string::npos);
  EXPECT_NE(ran.err.find("1,000 new, 0 already there."), std::string::npos) << ran.err;
}

TEST(Import, ABusyDaemonIsAskedAgainAfterTheTimeItNames) {
  int tries = 0;
  FakeDaemon daemon([&](const FakeRequest& request) {
    return ++tries < 3 ? Reply(503, "{}", "Retry-After: 7\r\n") : AcceptAll(request);
  });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(1));
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.sleeps, std::vector<std::chrono::milliseconds>(2, std::chrono::seconds(7)));
}

TEST(Import, ADaemonThatStaysBusyIsGivenUp) {
  FakeDaemon daemon([](const FakeRequest&) { return Reply(503, R"({"title":"Busy"})"); });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(1));
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_LT(ran.sleeps.size(), 10U);
}

TEST(Import, ALostConnectionLeavesTheChunkUnknown) {
  FakeDaemon daemon([](const FakeRequest&) { return FakeReply{.bytes = "", .close = true}; });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(1));
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("Whether the book has line 1 is not known"), std::string::npos) << ran.err;
}

TEST(Import, AConnectionClosedBetweenChunksIsOpenedAgain) {
  FakeDaemon daemon([](const FakeRequest& request) {
    FakeReply reply = AcceptAll(request);
    reply.close = true;  // Without saying so in a header.
    return reply;
  });
  const Ran ran = RunDaybook({"import", "-", "--url", daemon.url()}, Events(2'500));
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
}

TEST(Import, AFileThatIsNotThereIsAUsageError) {
  EXPECT_EQ(RunDaybook({"import", "/no/such/file"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"import", "/tmp"}).exit, Exit::kUsage);
}

TEST(DryRun, SendsNothingAndFindsNothingWrong) {
  const Ran ran =
      RunDaybook({"import", "--dry-run", "-", "--url", "http://127.0.0.1:1"}, Events(1'200));
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.err, "1,200 events checked, nothing sent: no fault found.\n");
}

TEST(DryRun, EveryLineAtFaultIsNamed) {
  const Ran ran = RunDaybook({"import", "--dry-run", "-"},
                             Event(1) + "\n{\"id\":\n" + Event(2, R"(,"time":"today")"));
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find("Standard input:3: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("Standard input:4: /time: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("3 events checked, nothing sent: 2 at fault."), std::string::npos);
}

TEST(DryRun, AnIdUsedTwiceIsAFault) {
  const Ran ran = RunDaybook({"import", "--dry-run", "-"}, Event(1) + Event(2) + Event(1));
  EXPECT_EQ(ran.exit, Exit::kFailed);
  EXPECT_NE(ran.err.find("Standard input:3: The id '1' stands at Standard input:1 already"),
            std::string::npos)
      << ran.err;
}

TEST(DryRun, OfManyFaultsOnlySomeAreToldOneByOne) {
  std::string text;
  for (int i = 0; i < 1'000; ++i) text += "{}\n";
  const Ran ran = RunDaybook({"import", "--dry-run", "-"}, text);
  EXPECT_LT(ran.err.size(), 20'000U);
  EXPECT_NE(ran.err.find("980 more lines at fault"), std::string::npos) << ran.err;
}

TEST(RetryDelay, IsBounded) {
  using std::chrono::seconds;
  EXPECT_EQ(RetryDelay("3", seconds(1)), seconds(3));
  EXPECT_EQ(RetryDelay("", seconds(1)), seconds(1));
  EXPECT_EQ(RetryDelay("Wed, 21 Oct 2026 07:28:00 GMT", seconds(2)), seconds(2));
  EXPECT_EQ(RetryDelay("86400", seconds(1)), seconds(30));
}

}  // namespace
}  // namespace daybook::tools
