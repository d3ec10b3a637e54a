// The command line against a daemon that answers what the test says.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "improvement/views.h"
#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

constexpr const char* kStatus =
    R"({"view":"status","position":"3","columns":["area","open","note"],)"
    R"("rows":[{"area":"front door","open":7,"note":null}]})";

FakeDaemon::Answer Always(FakeReply reply) {
  return [reply](const FakeRequest&) { return reply; };
}

TEST(CommandLine, HelpShowsExamplesBeforeOptions) {
  for (const char* command :
       {"append", "import", "export", "tail", "search", "status", "trail", "changes"}) {
    const Ran ran = RunDaybook({command, "--help"});
    EXPECT_EQ(ran.exit, Exit::kOk);
    EXPECT_LT(ran.out.find("Examples:"), ran.out.find("Options:")) << ran.out;
    EXPECT_EQ(ran.err, "");
  }
}

TEST(CommandLine, EveryViewIsACommand) {
  for (const improvement::ViewKind& view : improvement::Views()) {
    const Ran ran = RunDaybook({std::string(view.name), "--help"});
    EXPECT_EQ(ran.exit, Exit::kOk) << view.name;
    EXPECT_NE(ran.out.find("Examples:"), std::string::npos) << view.name;
  }
}

TEST(CommandLine, WithoutACommandItShowsHelpAndFails) {
  const Ran ran = RunDaybook({});
  EXPECT_EQ(ran.exit, Exit::kUsage);
  EXPECT_EQ(ran.out, "");
  EXPECT_NE(ran.err.find("Examples:"), std::string::npos);
}

TEST(CommandLine, WhatItDoesNotKnowIsAUsageError) {
  EXPECT_EQ(RunDaybook({"balance"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"status", "--colour"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"status", "--json", "--csv"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"status", "--min-position", "soon"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"search", "--order", "sideways"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"trail"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"trail", "finding"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"status", "--url", "ftp://there"}).exit, Exit::kUsage);
}

TEST(CommandLine, ADaemonThatIsNotThereIsExitCodeThree) {
  const Ran ran = RunDaybook({"status", "--url", "http://127.0.0.1:1"});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("Cannot reach http://127.0.0.1:1"), std::string::npos) << ran.err;
}

TEST(CommandLine, StatusIsATable) {
  FakeDaemon daemon(Always(Reply(200, kStatus)));
  const Ran ran = RunDaybook({"status", "--url", daemon.url(), "--min-position", "3"});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "area        open  note\nfront door     7\n");
  EXPECT_EQ(daemon.requests()[0].line, "GET /v1/views/status?min_position=3 HTTP/1.1");
}

TEST(CommandLine, ACutIsAskedOfTheDaemon) {
  FakeDaemon daemon(Always(Reply(200, kStatus)));
  RunDaybook({"status", "--url", daemon.url(), "--at", "2025-01-22", "--known", "2025-02-20",
              "--audience", "board"});
  EXPECT_EQ(daemon.requests()[0].line,
            "GET /v1/views/status?at=2025-01-22&known=2025-02-20&audience=board HTTP/1.1");
  EXPECT_EQ(RunDaybook({"status", "--audience", "everyone"}).exit, Exit::kUsage);
}

TEST(CommandLine, ChangesMoveBothClocksOrOne) {
  FakeDaemon daemon(Always(Reply(200, kStatus)));
  RunDaybook({"changes", "2025-01-22", "--url", daemon.url()});
  RunDaybook({"changes", "2025-01-22", "2025-02-20", "--by", "known", "--url", daemon.url()});
  RunDaybook({"changes", "2025-01-22", "2025-02-20", "--by", "at", "--audience", "board", "--url",
              daemon.url()});
  const auto requests = daemon.requests();
  ASSERT_EQ(requests.size(), 3U);
  EXPECT_EQ(requests[0].line,
            "GET /v1/views/changes?from_at=2025-01-22&from_known=2025-01-22 HTTP/1.1");
  EXPECT_EQ(requests[1].line,
            "GET /v1/views/changes?from_known=2025-01-22&known=2025-02-20 HTTP/1.1");
  EXPECT_EQ(requests[2].line,
            "GET /v1/views/changes?from_at=2025-01-22&at=2025-02-20&audience=board HTTP/1.1");
  EXPECT_EQ(RunDaybook({"changes"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"changes", "2025-01-22", "--by", "chance"}).exit, Exit::kUsage);
}

TEST(CommandLine, JsonAndCsvAreTheDaemonsOwn) {
  FakeDaemon daemon(Always(Reply(200, kStatus)));
  EXPECT_EQ(RunDaybook({"--url", daemon.url(), "status", "--json"}).out,
            std::string(kStatus) + "\n");
  RunDaybook({"--url", daemon.url(), "status", "--csv"});
  EXPECT_NE(daemon.requests()[1].headers.find("Accept: text/csv"), std::string::npos);
}

TEST(CommandLine, ASubjectIsEncodedInThePath) {
  FakeDaemon daemon(Always(Reply(200, kStatus)));
  RunDaybook({"trail", "finding/a b/c", "--url", daemon.url() + "/council/"});
  EXPECT_EQ(daemon.requests()[0].line, "GET /council/v1/subjects/finding/a%20b%2Fc/trail HTTP/1.1");
}

TEST(CommandLine, ARefusalNamesEveryPlaceAtFault) {
  FakeDaemon daemon(Always(Reply(422,
                                 R"({"title":"Unprocessable","detail":"The event breaks a rule.",)"
                                 R"("errors":[{"pointer":"/data/grade","detail":"is not a grade"},)"
                                 R"({"pointer":"","detail":"The event breaks a rule."}]})",
                                 "Content-Type: application/problem+json\r\n")));
  const Ran ran =
      RunDaybook({"append", "--type", "a.b", "--subject", "a/b", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err,
            "daybook: Unprocessable (422): The event breaks a rule.\n"
            "  /data/grade: is not a grade\n");
}

TEST(CommandLine, ARefusalWithoutAProblemIsItsStatus) {
  FakeDaemon daemon(Always(Reply(502, "<html>", "Content-Type: text/html\r\n")));
  EXPECT_EQ(RunDaybook({"status", "--url", daemon.url()}).err, "daybook: Refused (502 Status)\n");
}

TEST(CommandLine, AppendPrintsThePosition) {
  FakeDaemon daemon(Always(Reply(201, R"({"events":[{"position":"7","revision":"0"}]})")));
  const Ran ran = RunDaybook({"append", "--type", "a.b", "--subject", "a/b", "--if-revision",
                              "none", "--attr", "reason=x", "--url", daemon.url()});
  EXPECT_EQ(ran.out, "7\n") << ran.err;
  const FakeRequest request = daemon.requests()[0];
  EXPECT_EQ(request.line, "POST /v1/events HTTP/1.1");
  EXPECT_NE(request.headers.find("Content-Type: application/cloudevents+json"), std::string::npos);
  EXPECT_NE(request.headers.find("Daybook-Expect: a/b=none"), std::string::npos);
  EXPECT_NE(request.body.find(R"("reason":"x")"), std::string::npos) << request.body;
}

TEST(CommandLine, AnAppendWithoutAnAnswerNamesTheIdToRepeatItWith) {
  FakeDaemon daemon(Always({.bytes = "", .close = true}));
  const Ran ran =
      RunDaybook({"append", "--type", "a.b", "--subject", "a/b", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  const auto sent = nlohmann::json::parse(daemon.requests()[0].body);
  EXPECT_NE(ran.err.find("--id " + sent["id"].get<std::string>()), std::string::npos) << ran.err;
}

TEST(CommandLine, AppendReadsStandardInput) {
  FakeDaemon daemon(Always(Reply(
      201, R"({"events":[{"position":"7","revision":"0"},{"position":"8","repeated":true}]})")));
  const Ran ran = RunDaybook({"append", "-", "--url", daemon.url()}, "[{},{}]");
  EXPECT_EQ(ran.out, "7\n8\n") << ran.err;
  EXPECT_EQ(ran.err, "1 already there.\n");
  EXPECT_EQ(daemon.requests()[0].body, "[{},{}]");
}

TEST(CommandLine, AFileAndTheOptionsOfAnEventExcludeEachOther) {
  EXPECT_EQ(RunDaybook({"append", "-", "--type", "a.b"}, "{}").exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"append"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"append", "/no/such/file"}).exit, Exit::kUsage);
}

TEST(CommandLine, SearchFollowsTheCursorUpToTheLimit) {
  FakeDaemon daemon([](const FakeRequest& request) {
    const bool first = request.line.find("after=") == std::string::npos;
    return Reply(200, first ? R"({"events":[{"id":"1"},{"id":"2"}],"next":"a/b","position":"9"})"
                            : R"({"events":[{"id":"3"}],"next":"c","position":"9"})");
  });
  const Ran ran =
      RunDaybook({"search", "--kind", "finding", "--recorded-from", "2024-01-01", "--order",
                  "-occurred", "--limit", "3", "--json", "--url", daemon.url()});
  EXPECT_EQ(ran.out,
            "{\"events\":[\n{\"id\":\"1\"},\n{\"id\":\"2\"},\n{\"id\":\"3\"}\n],\"next\":\"c\","
            "\"position\":\"9\"}\n")
      << ran.err;
  ASSERT_EQ(daemon.requests().size(), 2U);
  EXPECT_EQ(daemon.requests()[0].line,
            "GET /v1/events?kind=finding&recordedfrom=2024-01-01&order=-occurred&limit=3 HTTP/1.1");
  EXPECT_NE(daemon.requests()[1].line.find("&limit=1&after=a%2Fb "), std::string::npos);
}

TEST(CommandLine, SearchIsATableByDefault) {
  FakeDaemon daemon(Always(
      Reply(200, R"({"events":[{"sequence":"07","type":"a.b","subject":"a/b"}],"position":"9"})")));
  const Ran ran = RunDaybook({"search", "--url", daemon.url()});
  EXPECT_NE(ran.out.find("position  recorded"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("       7"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace daybook::tools
