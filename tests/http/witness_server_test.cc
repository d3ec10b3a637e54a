#include "http/witness_server.h"

#include <gtest/gtest.h>
#include <spdlog/sinks/null_sink.h>

#include "http/client.h"
#include "http/witness_client.h"
#include "support/small_log.h"
#include "support/temporary_directory.h"

namespace daybook::http {
namespace {

using testing::SmallLog;

class WitnessServerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto witness = Witness::Open(directory_ / "witness", {.logs = {SmallLog::Signer().verifier()},
                                                          .clock = [] { return 7; }});
    ASSERT_TRUE(witness.has_value()) << witness.error().detail;
    witness_ = *std::move(witness);
    auto server = WitnessServer::Start(*witness_, options_, log_);
    ASSERT_TRUE(server.has_value()) << server.error().detail;
    server_ = *std::move(server);
    port_ = server_->endpoint().port();
  }

  Response Ask(const std::string& body) {
    return Client(port_).Post("/add-checkpoint", "text/plain", body);
  }

  // As a book does.
  Result<WitnessAnswer> Carry(const std::string& body, const std::string& path = "") {
    return PostToWitness(At("http://127.0.0.1:" + std::to_string(port_) + path), body, {}, *tls_);
  }

  static tree::Policy::Witness At(const std::string& url) {
    return {.name = "w", .key = {}, .url = url};
  }

  testing::TemporaryDirectory directory_;
  Options options_ = WitnessOptions("127.0.0.1:0");
  spdlog::logger log_{"test", std::make_shared<spdlog::sinks::null_sink_mt>()};
  std::unique_ptr<Witness> witness_;
  std::unique_ptr<WitnessServer> server_;
  std::uint16_t port_ = 0;
  std::shared_ptr<net::TlsContext> tls_ = net::ClientTls({}).value();
};

TEST_F(WitnessServerTest, AnswersWithTheStatusOfTheSpecification) {
  const Response cosigned = Ask(SmallLog(3).RequestFrom(0));
  EXPECT_EQ(cosigned.status, 200);
  EXPECT_TRUE(
      tree::FindCosignature(cosigned.body, SmallLog(3).head().Text(), witness_->verifier()));
  EXPECT_EQ(Ask("nonsense").status, 400);
  EXPECT_EQ(Ask("old 4\n\n" + SmallLog(3).Signed()).status, 400);
  const auto impostor = testing::SignerOf("example.com/log", 9);
  EXPECT_EQ(Ask("old 3\n\n" + SmallLog(3).Signed(impostor)).status, 403);
  EXPECT_EQ(Ask(SmallLog(3, 2).RequestFrom(3)).status, 422);

  const Response other_size = Ask(SmallLog(9).RequestFrom(2));
  EXPECT_EQ(other_size.status, 409);
  EXPECT_EQ(other_size.body, "3\n");
  EXPECT_EQ(other_size.Header("content-type"), "text/x.tlog.size");
}

TEST_F(WitnessServerTest, DoesNotKnowEveryLog) {
  const tree::Checkpoint head{.origin = "example.com/other", .size = 0, .root = tree::EmptyRoot()};
  const auto signer = testing::SignerOf(head.origin, 3);
  const tree::Note note{.text = head.Text(), .signatures = {signer.Sign(head.Text())}};
  EXPECT_EQ(Ask("old 0\n\n" + note.Text()).status, 404);
}

TEST_F(WitnessServerTest, KeepsAConnectionForTheNextRequest) {
  Client client(port_);
  for (const std::uint64_t size : {1U, 2U, 3U}) {
    const Response answer =
        client.Post("/add-checkpoint", "text/plain", SmallLog(size).RequestFrom(size - 1));
    EXPECT_EQ(answer.status, 200);
  }
  EXPECT_EQ(client.Get("/key").body, witness_->verifier().Text() + "\n");
  EXPECT_EQ(client.Request("HEAD", "/key", {}).status, 200);
}

TEST_F(WitnessServerTest, RefusesWhatItDoesNotServe) {
  EXPECT_EQ(Client(port_).Get("/add-checkpoint").status, 405);
  EXPECT_EQ(Client(port_).Get("/add-checkpoint").Header("allow"), "POST");
  EXPECT_EQ(Client(port_).Post("/key", "text/plain", "").status, 405);
  EXPECT_EQ(Client(port_).Get("/nonsense").status, 404);
  EXPECT_EQ(Ask(std::string(options_.body_bytes_max + 1, 'x')).status, 413);
  Client garbage(port_);
  garbage.Send("garbage\r\n\r\n");
  EXPECT_EQ(garbage.Read().status, 400);
  EXPECT_EQ(Ask(SmallLog(3).RequestFrom(0)).status, 200) << "and goes on";
}

TEST_F(WitnessServerTest, AStopEndsIdleConnectionsAtOnceAndAnswersWhatHasBegun) {
  Client idle(port_);
  EXPECT_EQ(idle.Get("/key").status, 200);
  Client begun(port_);
  begun.Send("POST /add-checkpoint HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n");
  begun.Send("Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(begun.Read().status, 100);
  std::jthread stopper([&] { server_->Stop(std::chrono::seconds(30)); });
  EXPECT_TRUE(idle.IsClosed());
  begun.Send("nonsense");
  const Response answer = begun.Read();
  EXPECT_EQ(answer.status, 400);
  EXPECT_EQ(answer.Header("connection"), "close");
}

TEST_F(WitnessServerTest, AStopCutsOffWhoeverDoesNotFinish) {
  Client unfinished(port_);
  unfinished.Send("POST /add-checkpoint HTTP/1.1\r\nHost: localhost\r\nContent-Length: 8\r\n");
  unfinished.Send("Expect: 100-continue\r\n\r\n");
  EXPECT_EQ(unfinished.Read().status, 100);
  server_->Stop(milliseconds(10));
  EXPECT_TRUE(unfinished.IsClosed());
  server_->Stop(milliseconds(10));  // again does nothing
}

TEST_F(WitnessServerTest, ListensOnLoopbackAloneAndOnAnAddressThatIsFree) {
  EXPECT_EQ(WitnessServer::Start(*witness_, WitnessOptions("0.0.0.0:0"), log_).error().code,
            ErrorCode::kUnprocessable);
  const std::string taken = "127.0.0.1:" + std::to_string(port_);
  EXPECT_EQ(WitnessServer::Start(*witness_, WitnessOptions(taken), log_).error().code,
            ErrorCode::kIo);
}

class FewConnectionsTest : public WitnessServerTest {
 protected:
  FewConnectionsTest() { options_.connections_max = 1; }
};

TEST_F(FewConnectionsTest, OneTooManyIsClosed) {
  Client first(port_);
  EXPECT_EQ(first.Get("/key").status, 200);
  EXPECT_TRUE(Client(port_).IsClosed());
  EXPECT_EQ(first.Get("/key").status, 200);
}

class WitnessClientTest : public WitnessServerTest {};

TEST_F(WitnessClientTest, CarriesTheAnswerWhateverItIs) {
  const auto cosigned = Carry(SmallLog(3).RequestFrom(0));
  ASSERT_TRUE(cosigned.has_value()) << cosigned.error().detail;
  EXPECT_EQ(cosigned->status, 200U);
  EXPECT_TRUE(
      tree::FindCosignature(cosigned->body, SmallLog(3).head().Text(), witness_->verifier()));
  EXPECT_EQ(Carry(SmallLog(3).RequestFrom(0), "/")->body, "3\n");
  EXPECT_EQ(Carry("nonsense", "/elsewhere")->status, 404U) << "the URL is a prefix";
}

TEST_F(WitnessClientTest, SaysWhyThereIsNoAnswer) {
  server_->Stop(milliseconds(0));
  server_.reset();
  const auto refused = Carry("x");
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().detail.find("refused"), std::string::npos) << refused.error().detail;
}

// Accepts connections (the kernel does) and never says a word.
class SilentWitness {
 public:
  SilentWitness() : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}) {}
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
  }

 private:
  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
};

TEST_F(WitnessClientTest, OneThatDoesNotAnswerIsGivenUp) {
  const SilentWitness silent;
  const auto late = PostToWitness(At(silent.url()), "x", {}, *tls_, milliseconds(20));
  ASSERT_FALSE(late.has_value());
  EXPECT_NE(late.error().detail.find("no answer within 20 ms"), std::string::npos)
      << late.error().detail;
}

TEST_F(WitnessClientTest, AStopCutsARequestOff) {
  const SilentWitness silent;
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  EXPECT_FALSE(
      PostToWitness(At(silent.url()), "x", stop.get_token(), *tls_, std::chrono::hours(1)));
}

TEST_F(WitnessClientTest, KnowsAUrlItCannotUse) {
  EXPECT_TRUE(CheckWitnessUrl(At("http://127.0.0.1:7200")));
  EXPECT_TRUE(CheckWitnessUrl(At("https://127.0.0.1")));
  EXPECT_TRUE(CheckWitnessUrl(At("http://witness.example/log/")));
  for (const char* url :
       {"", "127.0.0.1:7200", "https://", "http://", "http://a/?b", "http://a/#b", "ftp://a"}) {
    EXPECT_FALSE(CheckWitnessUrl(At(url))) << url;
  }
}

}  // namespace
}  // namespace daybook::http
