#include "http/fetch.h"

#include <gtest/gtest.h>

#include <boost/asio/post.hpp>
#include <chrono>
#include <optional>

#include "http/fake_provider.h"

namespace daybook::http {
namespace {

class FetchTest : public ::testing::Test {
 protected:
  Result<Fetched> Fetch(const std::string& url, std::size_t bytes_max = 1'024,
                        bool cancel = false) {
    boost::asio::io_context context;
    std::optional<Result<Fetched>> answer;
    FetchRequest request{.url = *ParseUrl(url)};
    request.answer_bytes_max = bytes_max;
    request.timeout = std::chrono::milliseconds(200);
    const auto fetching =
        Fetching::Begin(context, std::move(request), *tls_, [&](Result<Fetched> result) {
          EXPECT_FALSE(answer.has_value()) << "once";
          answer = std::move(result);
        });
    EXPECT_FALSE(answer.has_value()) << "later";
    if (cancel) fetching->Cancel();
    context.run();
    EXPECT_TRUE(answer.has_value());
    return answer.value_or(Fetched());
  }

  FakeProvider fake_;
  std::shared_ptr<net::TlsContext> tls_ = *net::ClientTls({});
};

TEST_F(FetchTest, AnAnswerIsGivenWhateverItsStatus) {
  fake_.Publish("some keys");
  const auto found = Fetch(fake_.issuer() + "/keys");
  ASSERT_TRUE(found.has_value()) << found.error().detail;
  EXPECT_EQ(found->status, 200U);
  EXPECT_EQ(found->body, "some keys");
  EXPECT_EQ(Fetch(fake_.issuer() + "/nowhere")->status, 404U);
}

TEST_F(FetchTest, OneThatIsTooLongIsNone) {
  fake_.Publish(std::string(1'025, 'k'));
  EXPECT_FALSE(Fetch(fake_.issuer() + "/keys").has_value());
  EXPECT_TRUE(Fetch(fake_.issuer() + "/keys", 1'025).has_value());
}

TEST_F(FetchTest, ItEndsWhenNobodyAnswersAndWhenItIsGivenUp) {
  // It listens, and never accepts.
  boost::asio::io_context silent;
  const boost::asio::ip::tcp::acceptor acceptor(silent,
                                                {boost::asio::ip::address_v4::loopback(), 0});
  const std::string url =
      "http://127.0.0.1:" + std::to_string(acceptor.local_endpoint().port()) + "/";
  EXPECT_EQ(Fetch(url).error().detail, "no answer within 200 ms");
  EXPECT_EQ(Fetch(url, 1, true).error().detail, "it was given up");
}

TEST_F(FetchTest, ItSaysWhyThereIsNoAnswer) {
  EXPECT_EQ(Fetch("http://127.0.0.1:1/").error().detail, "Connection refused");
  EXPECT_EQ(Fetch("http://127.0.0.1:1/").error().code, ErrorCode::kIo);
  EXPECT_FALSE(Fetch("https" + fake_.issuer().substr(4)).has_value()) << "it speaks no TLS";
}

}  // namespace
}  // namespace daybook::http
