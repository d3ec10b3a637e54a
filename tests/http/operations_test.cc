#include <atomic>
#include <cstdio>
#include <fstream>

#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using nlohmann::json;

class OperationsTest : public RunningServerTest {};

TEST_F(OperationsTest, TheIndexListsEveryRoute) {
  const json index = Get("/").Json();
  EXPECT_EQ(index.at("name"), "daybook");
  EXPECT_GE(index.at("routes").size(), 14U);
  EXPECT_EQ(index.at("routes").at(0).at("path"), "/");
}

TEST_F(OperationsTest, AHealthyBookIsReady) {
  Append("1");
  EXPECT_EQ(Get("/health/live").status, 200);
  testing::WaitUntilIndexed(*book_);
  ASSERT_TRUE(programme_->position().WaitFor(1, std::chrono::seconds(30)));
  const Response response = Get("/health/ready");
  EXPECT_EQ(response.status, 200);
  const json ready = response.Json();
  EXPECT_EQ(ready.at("status"), "ready");
  EXPECT_EQ(ready.at("writable"), true);
  EXPECT_EQ(ready.at("size"), "1");
  ASSERT_EQ(ready.at("followers").size(), 2U);
  for (const json& follower : ready.at("followers")) {
    EXPECT_EQ(follower.at("position"), "1");
    EXPECT_EQ(follower.at("lag"), "0");
  }
}

TEST_F(OperationsTest, MetricsPassPrometheusOwnCheck) {
  Append("1");
  Get("/v1/events/0");
  Get("/nonsense");
  const Response response = Get("/metrics");
  EXPECT_EQ(response.Header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  std::ofstream(directory_ / "metrics") << response.body;
  const std::string check =
      "promtool check metrics < " + (directory_ / "metrics").string() + " > /dev/null 2>&1";
  const int status = std::system(check.c_str());
  if (WEXITSTATUS(status) == 127) GTEST_SKIP() << "promtool is not installed";
  EXPECT_EQ(WEXITSTATUS(status), 0) << response.body;
}

TEST_F(OperationsTest, MetricsCountRequestsByPattern) {
  Append("1");
  Get("/v1/events/0");
  Get("/v1/events/7");
  Get("/v1/events/secret-name");
  WaitForServed(3);
  const std::string text = Get("/metrics").body;
  EXPECT_NE(text.find("daybook_http_requests_total{method=\"GET\",route=\"/v1/events/{event}\","
                      "status=\"2xx\"} 1"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("status=\"4xx\"} 2"), std::string::npos);
  EXPECT_NE(text.find("daybook_book_events 1"), std::string::npos);
  EXPECT_NE(text.find("daybook_append_commits_total 1"), std::string::npos);
  EXPECT_NE(text.find("daybook_follower_lag_events{follower=\"search\"}"), std::string::npos);
  EXPECT_EQ(text.find("secret-name"), std::string::npos);
}

TEST_F(OperationsTest, WhatIsLoggedNamesNobody) {
  Append("1", "person/jo-smith");
  Get("/v1/subjects/person/jo-smith?min_position=0",
      {{"traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}});
  const auto served = WaitForServed(1);
  EXPECT_EQ(served.front().method, "GET");
  EXPECT_EQ(served.front().route, "/v1/subjects/{kind}/{id}");
  EXPECT_EQ(served.front().status, 200U);
  EXPECT_EQ(served.front().trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
}

class FillingDiskTest : public ServerTest {
 protected:
  void SetUp() override {
    book_options_ = {.disk_reserve_bytes = 100, .disk_warn_bytes = 800};
    book_options_.free_bytes = [this](const auto&) -> Result<std::uint64_t> { return +free_; };
    Start();
  }

  std::atomic<std::uint64_t> free_ = 799;
};

TEST_F(FillingDiskTest, BeforeTheDiskIsFullThereIsAWarningAndAppendsGoOn) {
  EXPECT_EQ(PostEvent(EventJson("1")).status, 201);
  const Response low = Get("/health/ready");
  EXPECT_EQ(low.status, 200);
  const json disk = low.Json().at("disk");
  EXPECT_EQ(disk.at("free"), "799");
  EXPECT_EQ(disk.at("warnBelow"), "800");
  EXPECT_EQ(disk.at("reserve"), "100");
  EXPECT_NE(disk.at("warning"), "");
  const std::string text = Get("/metrics").body;
  EXPECT_NE(text.find("daybook_disk_free_bytes 799"), std::string::npos) << text;
  EXPECT_NE(text.find("daybook_disk_warning_bytes 800"), std::string::npos) << text;
  EXPECT_NE(text.find("daybook_disk_reserve_bytes 100"), std::string::npos) << text;

  free_ = 99;
  EXPECT_EQ(PostEvent(EventJson("2")).status, 507);
  EXPECT_EQ(Get("/health/ready").status, 503);
  EXPECT_EQ(Get("/v1/events/0").status, 200);

  free_ = 5'000;
  EXPECT_EQ(PostEvent(EventJson("2")).status, 201);
  const Response well = Get("/health/ready");
  EXPECT_EQ(well.status, 200);
  EXPECT_FALSE(well.Json().at("disk").contains("warning"));
}

class UnwritableTest : public ServerTest {};

TEST_F(UnwritableTest, ABookThatTakesNoAppendsIsNotReadyAndSaysWhy) {
  book_options_.disk_reserve_bytes = UINT64_MAX;  // more than any disk has
  Start();
  EXPECT_EQ(PostEvent(EventJson("1")).status, 507);
  const Response response = Get("/health/ready");
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(response.Json().at("writable"), false);
  EXPECT_NE(response.Json().at("reason"), "");
  EXPECT_EQ(Get("/health/live").status, 200);
}

}  // namespace
}  // namespace daybook::http
