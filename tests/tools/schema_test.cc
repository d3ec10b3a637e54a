#include <gtest/gtest.h>

#include "tools/fake_daemon.h"
#include "tools/run.h"

namespace daybook::tools {
namespace {

constexpr const char* kList =
    R"({"view":"schemas","position":"3","columns":["type","version","kind","title","path"],)"
    R"("rows":[{"type":"action.agreed","version":2,"kind":"action","title":"Agreed",)"
    R"("path":"/v1/schemas/action.agreed/2"}]})";

TEST(SchemaTest, WithoutATypeTheTypesAreListed) {
  FakeDaemon daemon([](const FakeRequest&) { return Reply(200, kList); });
  const Ran ran = RunDaybook({"schema", "--plain", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kOk) << ran.err;
  EXPECT_EQ(ran.out, "action.agreed\t2\taction\tAgreed\t/v1/schemas/action.agreed/2\n");
  EXPECT_EQ(daemon.requests().at(0).line, "GET /v1/schemas HTTP/1.1");
}

TEST(SchemaTest, ATypesSchemaIsPrintedAsItIs) {
  FakeDaemon daemon([](const FakeRequest&) { return Reply(200, "{\"title\": \"Agreed\"}"); });
  const Ran ran = RunDaybook({"schema", "action.agreed", "--url", daemon.url()});
  EXPECT_EQ(ran.out, "{\"title\": \"Agreed\"}\n");
  RunDaybook({"schema", "action.agreed", "--version", "1", "--url", daemon.url()});
  EXPECT_EQ(daemon.requests().at(0).line, "GET /v1/schemas/action.agreed HTTP/1.1");
  EXPECT_NE(daemon.requests().at(0).headers.find("Accept: application/schema+json"),
            std::string::npos);
  EXPECT_EQ(daemon.requests().at(1).line, "GET /v1/schemas/action.agreed/1 HTTP/1.1");
}

TEST(SchemaTest, WhatIsNotThereIsRefused) {
  FakeDaemon daemon([](const FakeRequest&) {
    return Reply(404, R"({"title":"There is no such thing in this book","status":404})",
                 "Content-Type: application/problem+json\r\n");
  });
  const Ran ran = RunDaybook({"schema", "action.exploded", "--url", daemon.url()});
  EXPECT_EQ(ran.exit, Exit::kRefused);
  EXPECT_NE(ran.err.find("no such thing"), std::string::npos);
}

TEST(SchemaTest, OptionsThatDoNotGoTogetherAreRefused) {
  EXPECT_EQ(RunDaybook({"schema", "--version", "1"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"schema", "action.agreed", "--csv"}).exit, Exit::kUsage);
  EXPECT_EQ(RunDaybook({"schema", "action.agreed", "--version", "x"}).exit, Exit::kUsage);
}

}  // namespace
}  // namespace daybook::tools
