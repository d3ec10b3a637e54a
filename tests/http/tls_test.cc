#include "net/tls.h"

#include <spdlog/sinks/ostream_sink.h>

#include <sstream>

#include "http/server_fixture.h"
#include "http/tls_client.h"
#include "http/witness_client.h"

namespace daybook::http {
namespace {

using testing::Authority;
using testing::Identity;

class TlsTest : public ServerTest {
 protected:
  void SetUp() override {
    Keep(authority_.Sign("DNS:localhost"));
    log_.sinks().front() = std::make_shared<spdlog::sinks::ostream_sink_mt>(logged_, true);
    log_.set_level(spdlog::level::debug);
  }

  void TearDown() override { server_.reset(); }  // its threads log to what is gone before it

  // The server's, from the next load on.
  void Keep(const Identity& identity) {
    testing::WriteSecret(directory_ / "chain.pem", identity.certificate);
    testing::WriteSecret(directory_ / "key.pem", identity.key);
  }

  Result<std::unique_ptr<net::ServerTls>> Load() {
    return net::ServerTls::Load({directory_ / "chain.pem", directory_ / "key.pem", client_ca_});
  }

  void StartTls() {
    auto loaded = Load();
    ASSERT_TRUE(loaded.has_value()) << loaded.error().detail;
    tls_ = *std::move(loaded);
    Start();
  }

  void AskClientsOf(const Authority& authority) {
    client_ca_ = directory_ / "clients.pem";
    testing::WriteSecret(client_ca_, authority.certificate());
  }

  TlsClient Connect(TlsClientOptions options = {}) {
    if (options.authority.empty()) options.authority = authority_.certificate();
    return {port_, options};
  }

  bool StillServes() { return Connect().Get("/health/live").starts_with("HTTP/1.1 200"); }

  Authority authority_;
  std::filesystem::path client_ca_;
  std::ostringstream logged_;
};

TEST_F(TlsTest, Version12And13AreSpokenAndNoneBefore) {
  StartTls();
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    TlsClient client = Connect({.version = version});
    EXPECT_TRUE(client.Get("/health/live").starts_with("HTTP/1.1 200")) << client.version();
    EXPECT_TRUE(client.Get("/health/live").find("Strict-Transport-Security: max-age=") !=
                std::string::npos);
  }
  for (const int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    EXPECT_FALSE(Connect({.version = version}).connected());
  }
}

TEST_F(TlsTest, TheProtocolIsHttp11) {
  StartTls();
  EXPECT_EQ(Connect({.offers = "\x02h2\x08http/1.1"}).protocol(), "http/1.1");
  EXPECT_FALSE(Connect({.offers = "\x02h2"}).connected());
  EXPECT_TRUE(Connect().connected()) << "nor need a client know of protocols";
}

TEST_F(TlsTest, AWholeExchangeGoesThroughIt) {
  StartTls();
  const std::string data = ",\"data\":\"" + std::string(60'000, 'x') + "\"";
  TlsClient client = Connect();
  for (int i = 0; i < 40; ++i) {
    const std::string event = EventJson(std::to_string(i), "case/1", data);
    client.Send(
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/cloudevents+json"
        "\r\nContent-Length: " +
        std::to_string(event.size()) + "\r\n\r\n" + event);
    ASSERT_TRUE(client.ReadUntil("\r\n\r\n").starts_with("HTTP/1.1 201")) << i;
    client.ReadUntil("\n");
  }
  client.Send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n\r\n");
  const std::string export_text = client.ReadUntil("Daybook-Count: 40\r\n");
  EXPECT_GT(export_text.size(), 40 * 60'000U);
  EXPECT_EQ(client.ReadUntil("\r\n"), "\r\n");
  EXPECT_TRUE(client.Get("/health/live").starts_with("HTTP/1.1 200"));
}

TEST_F(TlsTest, AnEndIsSaid) {
  StartTls();
  TlsClient polite = Connect();
  polite.Send("GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(polite.ReadUntil("}\n").ends_with("}\n"));
  EXPECT_TRUE(polite.IsEnded());
  // One that sends what nobody reads still gets the answer, and the end of it.
  TlsClient refused = Connect();
  refused.Send("POST /nonsense HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n");
  refused.Send(std::string(100'000, 'x'));
  EXPECT_TRUE(refused.ReadUntil("}\n").starts_with("HTTP/1.1 404"));
  EXPECT_TRUE(refused.IsEnded());
  TlsClient idle = Connect();
  EXPECT_TRUE(idle.Get("/health/live").starts_with("HTTP/1.1 200"));
  idle.ReadUntil("}\n");
  std::jthread stopper([&] { server_->Stop(std::chrono::seconds(30)); });
  EXPECT_TRUE(idle.IsEnded());
}

TEST_F(TlsTest, AnAnswerThatIsNotWholeIsNotEnded) {
  options_.write_timeout = milliseconds(100);
  StartTls();
  const std::string data = "\"" + std::string(60'000, 'x') + "\"";
  for (int i = 0; i < 300; ++i) Append(std::to_string(i), "case/1", data);
  TlsClient slow = Connect();
  slow.Send("GET /v1/events HTTP/1.0\r\nAccept: application/x-ndjson\r\n\r\n");
  EXPECT_EQ(WaitForServed(1).front().ended, "the reader was too slow");
  slow.ReadUntil("an end that does not come");
  EXPECT_FALSE(slow.IsEnded());
  EXPECT_TRUE(StillServes());
}

TEST_F(TlsTest, AReaderThatLeavesAStreamIsNoticed) {
  StartTls();
  for (const bool says_so : {true, false}) {
    TlsClient client = Connect();
    client.Send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    client.ReadUntil("caught-up");
    if (says_so) client.SayGoodbye();
    if (!says_so) client.CutOff();
    EXPECT_EQ(WaitForServed(says_so ? 1 : 2).back().route, "/v1/stream");
  }
}

TEST_F(TlsTest, WhoeverDoesNotSpeakTlsHarmsNobody) {
  options_.handshake_timeout = milliseconds(100);
  StartTls();
  const Response plain = Get("/health/live");
  EXPECT_EQ(plain.status, 400);
  EXPECT_NE(plain.body.find("TLS is spoken here"), std::string::npos);
  Client garbage(port_);
  garbage.Send(std::string(10'000, '\x17'));
  garbage.ReadAll();
  Client silent(port_);
  EXPECT_TRUE(silent.IsClosed());
  for (std::size_t i = 0; i < 20; ++i) {
    Client leaving(port_);
    leaving.Send(std::string_view("\x16\x03\x01\x02\x00\x01\x00\x01", i % 8));
    Connect().CutOff();
    Connect().SayGoodbye();
  }
  EXPECT_TRUE(StillServes());
}

TEST_F(TlsTest, AStopEndsAHandshake) {
  StartTls();
  Client begun(port_);
  begun.Send(std::string_view("\x16\x03\x01", 3));
  EXPECT_TRUE(StillServes());
  server_->Stop(std::chrono::hours(1));
  EXPECT_TRUE(begun.IsClosed());
}

TEST_F(TlsTest, WhoBelievesAnotherAuthorityDoesNotConnect) {
  StartTls();
  EXPECT_FALSE(Connect({.authority = Authority().certificate()}).connected());
  Keep(authority_.Sign("DNS:elsewhere"));
  ASSERT_TRUE(tls_->Reload().has_value());
  EXPECT_FALSE(Connect().connected());
}

TEST_F(TlsTest, AClientsCertificateIsKnownByItsFingerprint) {
  Authority clients("Clients");
  AskClientsOf(clients);
  StartTls();
  const Identity identity = clients.Sign("DNS:client");
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    logged_.str("");
    TlsClient client = Connect({.identity = identity, .version = version});
    EXPECT_TRUE(client.Get("/health/live").starts_with("HTTP/1.1 200"));
    EXPECT_NE(logged_.str().find("certificate " + testing::Fingerprint(identity)),
              std::string::npos)
        << logged_.str();
  }
  EXPECT_TRUE(StillServes()) << "a client need not have one";
  Authority strangers("Clients");
  TlsClient stranger = Connect({.identity = strangers.Sign("DNS:client")});
  EXPECT_EQ(stranger.Get("/health/live"), "");
}

TEST_F(TlsTest, AWitnessIsAskedOverIt) {
  StartTls();
  const auto ca = directory_ / "ca.pem";
  testing::WriteSecret(ca, authority_.certificate());
  const auto ask = [&](const std::string& host, const std::string& authority) {
    tree::Policy::Witness witness;
    witness.url = "https://" + host + ":" + std::to_string(port_);
    const auto tls = net::ClientTls({.certificate = {}, .key = {}, .ca = authority}).value();
    const auto answer = PostToWitness(witness, "x", {}, *tls);
    return answer ? std::to_string(answer->status) : answer.error().detail;
  };
  EXPECT_EQ(ask("localhost", ca), "404") << "which no witness says";
  EXPECT_NE(ask("localhost", "").find("certificate"), std::string::npos);
  EXPECT_NE(ask("127.0.0.1", ca).find("IP address mismatch"), std::string::npos);
}

TEST_F(TlsTest, ANewCertificateIsForNewConnections) {
  StartTls();
  TlsClient before = Connect();
  EXPECT_TRUE(before.Get("/health/live").starts_with("HTTP/1.1 200"));
  before.ReadUntil("}\n");
  Keep(authority_.Sign("DNS:localhost"));
  EXPECT_EQ(Connect().serial(), before.serial());
  ASSERT_TRUE(tls_->Reload().has_value());
  EXPECT_EQ(Connect().serial(), before.serial() + 1);
  EXPECT_TRUE(before.Get("/health/live").starts_with("HTTP/1.1 200"));
}

TEST_F(TlsTest, WhatCannotBeLoadedIsSaidAndChangesNothing) {
  StartTls();
  const Identity other = authority_.Sign("DNS:localhost");
  const auto chain = directory_ / "chain.pem";
  const auto key = directory_ / "key.pem";
  const auto fails_with = [&](std::string_view why) {
    const auto reloaded = tls_->Reload();
    EXPECT_TRUE(!reloaded && reloaded.error().detail.find(why) != std::string::npos)
        << (reloaded ? "loaded" : reloaded.error().detail);
    EXPECT_TRUE(StillServes());
  };
  testing::WriteSecret(key, other.key);
  fails_with("holds no private key in PEM for the certificate");
  testing::WriteSecret(key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
  fails_with("it is encrypted");
  testing::WriteSecret(key, "nonsense");
  fails_with("holds no private key");
  std::filesystem::permissions(key, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  fails_with("open to every user of this machine");
  std::filesystem::remove(key);
  fails_with("Cannot read");
  testing::WriteSecret(chain, "");
  fails_with("holds no certificate chain in PEM");
}

}  // namespace
}  // namespace daybook::http
