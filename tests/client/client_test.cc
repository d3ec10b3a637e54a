#include "client/client_fixture.h"
#include "client/retry.h"
#include "http/access_fixture.h"
#include "support/certificates.h"

namespace daybook::client {
namespace {

using testing::MakeEvent;

Kind RefusedFor(const std::string& url, ClientOptions options) {
  auto made = Client::For(url, std::move(options));
  return made ? Kind::kBadAnswer : made.error().kind;
}

TEST(ClientOptionsTest, WhatCannotBeIsRefusedBeforeAnythingIsSent) {
  EXPECT_EQ(RefusedFor("ftp://127.0.0.1", {}), Kind::kInvalid);
  EXPECT_EQ(RefusedFor("http://127.0.0.1", {.log_keys = "no key"}), Kind::kInvalid);
  EXPECT_EQ(RefusedFor("http://127.0.0.1", {.certificate = "c.pem"}), Kind::kInvalid);
  EXPECT_EQ(RefusedFor("http://book.example.org", {.token = "secret"}), Kind::kInvalid);
  EXPECT_EQ(RefusedFor("https://127.0.0.1", {.ca = "/nowhere/ca.pem"}), Kind::kInvalid);
}

TEST(NewEventIdTest, NoTwoAreTheSame) {
  std::set<std::string> ids;
  for (int n = 0; n < 1'000; ++n) ids.insert(NewEventId());
  EXPECT_EQ(ids.size(), 1'000U);
  EXPECT_EQ(ids.begin()->size(), 36U);
}

TEST(RetryTest, DelaysDoubleUpToTheLongest) {
  const ClientOptions options{.first_delay = milliseconds(1), .delay_max = milliseconds(5)};
  Retry retry(options);
  const auto deadline = client::Clock::now() + std::chrono::seconds(30);
  std::vector<milliseconds> longest;
  for (int n = 0; n < 4; ++n) {
    longest.push_back(retry.Longest());
    EXPECT_TRUE(retry.Wait("", deadline));
  }
  EXPECT_EQ(longest,
            (std::vector{milliseconds(1), milliseconds(2), milliseconds(4), milliseconds(5)}));
  retry.Reset();
  EXPECT_EQ(retry.Longest(), milliseconds(1));
}

TEST(RetryTest, WhatIsAskedToWaitIsSeconds) {
  EXPECT_EQ(RetryAfter("7"), std::chrono::seconds(7));
  EXPECT_EQ(RetryAfter(""), std::chrono::seconds(0));
  EXPECT_EQ(RetryAfter("Sat, 28 Nov 2026 12:00:00 GMT"), std::chrono::seconds(0));
  EXPECT_EQ(RetryAfter("4000000000"), std::chrono::hours(24));
}

class ClientTokenTest : public http::AccessTest {};

TEST_F(ClientTokenTest, ATokenLetsAClientIn) {
  const std::string url = "http://127.0.0.1:" + std::to_string(port_);
  const auto unknown = Client::For(url)->Append(MakeEvent("a"));
  ASSERT_FALSE(unknown.has_value());
  EXPECT_EQ(unknown.error().status, 401U);
  const std::string header = As("administrator").at("Authorization");
  Client known = Client::For(url, {.token = header.substr(std::string("Bearer ").size())}).value();
  EXPECT_TRUE(known.Append(MakeEvent("a")).has_value());
}

class ClientTlsTest : public ClientTest {
 protected:
  void SetUp() override {
    Write("chain.pem", "key.pem", authority_.Sign("IP:127.0.0.1"));
    Write("client.pem", "client-key.pem", authority_.Sign("DNS:client"));
    testing::WriteSecret(directory_ / "ca.pem", authority_.certificate());
    testing::WriteSecret(directory_ / "other.pem", testing::Authority("Other").certificate());
    auto tls = net::ServerTls::Load(
        {directory_ / "chain.pem", directory_ / "key.pem", directory_ / "ca.pem"});
    ASSERT_TRUE(tls.has_value()) << tls.error().detail;
    tls_ = *std::move(tls);
    Start();
  }
  void TearDown() override { server_.reset(); }  // it uses the certificates

  void Write(const std::string& certificate, const std::string& key,
             const testing::Identity& identity) {
    testing::WriteSecret(directory_ / certificate, identity.certificate);
    testing::WriteSecret(directory_ / key, identity.key);
  }

  Client Https(ClientOptions options) const {
    options.deadline = std::chrono::seconds(5);
    return Client::For("https://127.0.0.1:" + std::to_string(port_), std::move(options)).value();
  }

  testing::Authority authority_;
};

TEST_F(ClientTlsTest, ADaemonIsBelievedByItsAuthorityAndAClientShowsWhoItIs) {
  Client client = Https({.ca = directory_ / "ca.pem",
                         .certificate = directory_ / "client.pem",
                         .key = directory_ / "client-key.pem"});
  const auto answer = client.Append(MakeEvent("a"));
  ASSERT_TRUE(answer.has_value()) << answer.error().Text();
  EXPECT_EQ(client.Read(0)->json, *book_->Read(0));
}

TEST_F(ClientTlsTest, ADaemonThatIsNotBelievedIsSentNothing) {
  const auto refused = Https({.ca = directory_ / "other.pem"}).Append(MakeEvent("a"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, Kind::kUntrusted);
  EXPECT_FALSE(refused.error().perhaps_stored);
  EXPECT_EQ(book_->size(), 0U);
}

}  // namespace
}  // namespace daybook::client
