#include "daemon/logging.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace daybook::daemon {
namespace {

http::Served Sample() {
  http::Served served;
  served.method = "GET";
  served.route = "/v1/events/{event}";
  served.status = 200;
  served.bytes = 234;
  served.took = std::chrono::microseconds(1'234);
  served.trace_id = "4bf92f3577b34da6a3ce929d0e0e4736";
  return served;
}

class LoggingTest : public ::testing::Test {
 protected:
  spdlog::sink_ptr Sink() { return std::make_shared<spdlog::sinks::ostream_sink_mt>(out_); }

  std::ostringstream out_;
};

TEST_F(LoggingTest, ARequestIsOneLineOfText) {
  Log log(LogFormat::kText, "info", Sink());
  log.AddRequest(Sample());
  EXPECT_TRUE(
      out_.str().ends_with(" info GET /v1/events/{event} 200 234 B 1.23 ms "
                           "trace=4bf92f3577b34da6a3ce929d0e0e4736\n"))
      << out_.str();
}

TEST_F(LoggingTest, ARequestIsOneJsonObject) {
  Log log(LogFormat::kJson, "info", Sink());
  http::Served served = Sample();
  served.ended = "the reader was too slow";
  log.AddRequest(served);
  const auto json = nlohmann::json::parse(out_.str());
  EXPECT_EQ(json.at("level"), "info");
  EXPECT_EQ(json.at("method"), "GET");
  EXPECT_EQ(json.at("route"), "/v1/events/{event}");
  EXPECT_EQ(json.at("status"), 200);
  EXPECT_EQ(json.at("bytes"), 234);
  EXPECT_EQ(json.at("duration_ms"), 1.234);
  EXPECT_EQ(json.at("ended_early"), "the reader was too slow");
  EXPECT_EQ(json.at("time").get<std::string>().size(), 24U);
}

TEST_F(LoggingTest, AMessageCannotBreakItsJson) {
  Log log(LogFormat::kJson, "info", Sink());
  log.messages().error("a \"quoted\"\nline {} \xFF", "{}");
  const auto json = nlohmann::json::parse(out_.str());
  EXPECT_EQ(json.at("level"), "error");
  EXPECT_EQ(json.at("message"), "a \"quoted\"\nline {} \uFFFD");
}

TEST_F(LoggingTest, BelowItsLevelNothingIsLogged) {
  Log log(LogFormat::kText, "warn", Sink());
  log.AddRequest(Sample());
  log.messages().info("quiet");
  EXPECT_EQ(out_.str(), "");
  log.messages().warn("loud");
  EXPECT_NE(out_.str(), "");
}

}  // namespace
}  // namespace daybook::daemon
