#include "http/rate_limit.h"

#include "http/peer.h"
#include "http/server_fixture.h"

namespace daybook::http {
namespace {

using std::chrono::seconds;
using Clock = RateLimit::Clock;

constexpr Clock::time_point kNow{std::chrono::hours(1)};

TEST(RateLimitTest, OneWhoWasQuietHasTheTokensOfTwoSeconds) {
  RateLimit limit(10, 100);
  for (int i = 0; i < 20; ++i) EXPECT_EQ(limit.Take("a", kNow), std::nullopt) << i;
  EXPECT_EQ(limit.Take("a", kNow), milliseconds(100));
  EXPECT_EQ(limit.Take("a", kNow), milliseconds(100)) << "asking in vain costs nothing";
  EXPECT_EQ(limit.Take("b", kNow), std::nullopt);
  EXPECT_EQ(limit.Take("a", kNow + milliseconds(100)), std::nullopt);
  EXPECT_NE(limit.Take("a", kNow + milliseconds(100)), std::nullopt);
}

TEST(RateLimitTest, ABucketIsNeverMoreThanFull) {
  RateLimit limit(1, 100);
  limit.Take("a", kNow);
  const auto later = kNow + seconds(1'000);
  EXPECT_EQ(limit.Take("a", later), std::nullopt);
  EXPECT_EQ(limit.Take("a", later), std::nullopt);
  EXPECT_EQ(limit.Take("a", later), seconds(1));
}

TEST(RateLimitTest, TheOneThatIsQuietForLongestIsForgottenFirst) {
  RateLimit limit(1, 2);
  for (const char* key : {"a", "a", "b", "b", "a"}) limit.Take(key, kNow);
  EXPECT_EQ(limit.Take("c", kNow), std::nullopt);  // in place of b
  EXPECT_EQ(limit.keys(), 2U);
  EXPECT_NE(limit.Take("a", kNow), std::nullopt);
  EXPECT_EQ(limit.Take("b", kNow), std::nullopt);
  EXPECT_EQ(limit.keys(), 2U);
}

TEST(RateLimitTest, NoRateIsNoLimit) {
  RateLimit limit(0, 2);
  for (int i = 0; i < 1'000; ++i) ASSERT_EQ(limit.Take("a", kNow), std::nullopt);
  EXPECT_EQ(limit.keys(), 0U);
}

TEST(PeerTest, AHostIsAnAddressOrItsNetwork) {
  const auto peer = [](const char* text) { return PeerAt(boost::asio::ip::make_address(text)); };
  EXPECT_EQ(peer("192.0.2.7").network, "192.0.2.7");
  EXPECT_EQ(peer("::ffff:192.0.2.7").network, "192.0.2.7");
  EXPECT_EQ(peer("2001:db8:0:1:2:3:4:5").network, "2001:db8:0:1::/64");
  EXPECT_EQ(peer("2001:db8:0:1::9").network, "2001:db8:0:1::/64");
  for (const char* text : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_TRUE(peer(text).loopback) << text;
  }
  EXPECT_FALSE(peer("192.0.2.7").loopback);
  EXPECT_FALSE(peer("2001:db8::1").loopback);
}

class AbuseTest : public ServerTest {
 protected:
  AbuseTest() { options_.limit_loopback = true; }

  void ExpectTheThirdIsTooMuch(const std::string& target) {
    Start();
    Client client(port_);
    EXPECT_EQ(client.Get(target).status, 200);
    EXPECT_EQ(client.Get(target).status, 200);
    // Before its body has come.
    client.Send(
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
        "Content-Type: application/cloudevents+json\r\nExpect: 100-continue\r\n\r\n");
    const Response refused = client.Read();
    EXPECT_EQ(refused.status, 429);
    EXPECT_EQ(refused.Header("retry-after"), "1");
    EXPECT_EQ(refused.Header("content-type"), "application/problem+json");
    EXPECT_TRUE(client.IsClosed());
  }
};

TEST_F(AbuseTest, WhoAsksTooOftenIsToldWhenToComeBack) {
  options_.address_rate = 1;
  ExpectTheThirdIsTooMuch("/health/live");
}

TEST_F(AbuseTest, APrincipalHasALimitOfItsOwn) {
  options_.principal_rate = 1;
  ExpectTheThirdIsTooMuch("/v1/events");
}

TEST_F(AbuseTest, OnLoopbackNobodyIsLimitedUnlessAsked) {
  options_.limit_loopback = false;
  options_.address_rate = 1;
  options_.address_connections_max = 1;
  Start();
  Client first(port_);
  Client second(port_);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(first.Get("/health/live").status, 200);
  EXPECT_EQ(second.Get("/health/live").status, 200);
}

TEST_F(AbuseTest, OneAddressHasOnlySoManyConnections) {
  options_.address_connections_max = 2;
  Start();
  auto first = std::make_unique<Client>(port_);
  Client second(port_);
  EXPECT_EQ(first->Get("/health/live").status, 200);
  EXPECT_EQ(second.Get("/health/live").status, 200);
  EXPECT_EQ(Get("/health/live").status, 503);
  first.reset();
  int status = 503;
  while (status == 503) status = Get("/health/live").status;
  EXPECT_EQ(status, 200);
}

}  // namespace
}  // namespace daybook::http
