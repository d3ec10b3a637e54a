// An identity provider of a test's own, which does and says what it is told.

#ifndef DAYBOOK_TESTS_HTTP_FAKE_PROVIDER_H_
#define DAYBOOK_TESTS_HTTP_FAKE_PROVIDER_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "http/same_origin.h"
#include "support/signing_key.h"

namespace daybook::http {

/// Serves one connection at a time, each for one request, until it is destroyed.
class FakeProvider {
 public:
  FakeProvider()
      : acceptor_(context_, {boost::asio::ip::address_v4::loopback(), 0}),
        issuer_("http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port())),
        keys_(key_.KeySet()),
        thread_([this](const std::stop_token& stop) { Serve(stop); }) {}

  ~FakeProvider() {
    thread_.request_stop();
    boost::asio::ip::tcp::socket waking(context_);
    boost::system::error_code ignored;
    waking.connect(acceptor_.local_endpoint(), ignored);
  }

  const std::string& issuer() const { return issuer_; }
  const testing::SigningKey& key() const { return key_; }

  /// From now on.
  void Publish(const std::string& keys) { Set(keys_, keys); }
  void Say(const std::string& metadata) { Set(metadata_, metadata); }
  void BeDown(bool down) { Set(down_, down); }

  /// What it answers whoever redeems a code: status and body, of the form that was sent.
  using Redeem = std::function<std::pair<unsigned, std::string>(const Params& form)>;
  void OnRedeem(Redeem redeem) { Set(redeem_, std::move(redeem)); }

  int looks() {
    const std::scoped_lock lock(mutex_);
    return looks_;
  }

  /// The claims of a good token, valid for five minutes from now; `more` are further ones.
  std::string Claims(const std::string& audience, const std::string& more = "",
                     const std::string& subject = "ada", int seconds = 300) const {
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
                         std::chrono::system_clock::now().time_since_epoch())
                         .count();
    return R"({"iss":")" + issuer_ + R"(","aud":")" + audience + R"(","sub":")" + subject +
           R"(","iat":)" + std::to_string(now - 1) + R"(,"exp":)" + std::to_string(now + seconds) +
           more + "}";
  }

  std::string Metadata(const std::string& more = "") const {
    return R"({"issuer":")" + issuer_ + R"(","jwks_uri":")" + issuer_ +
           R"(/keys","token_endpoint":")" + issuer_ + R"(/token","authorization_endpoint":")" +
           issuer_ + R"(/authorize")" + more + "}";
  }

 private:
  using Request = boost::beast::http::request<boost::beast::http::string_body>;
  using Answer = boost::beast::http::response<boost::beast::http::string_body>;

  template <typename T>
  void Set(T& member, T value) {
    const std::scoped_lock lock(mutex_);
    member = std::move(value);
  }

  void Serve(const std::stop_token& stop) {
    while (true) {
      boost::asio::ip::tcp::socket socket(context_);
      boost::system::error_code error;
      acceptor_.accept(socket, error);
      if (stop.stop_requested() || error) return;
      boost::beast::flat_buffer buffer;
      Request request;
      boost::beast::http::read(socket, buffer, request, error);
      if (error) continue;
      const auto answer = AnswerTo(request);
      if (answer.result_int() != 0) boost::beast::http::write(socket, answer, error);
    }
  }

  Answer AnswerTo(const Request& request) {
    const std::scoped_lock lock(mutex_);
    Answer answer;
    answer.version(11);
    answer.result(down_ ? 503U : 200U);
    const std::string path(request.target());
    if (path == "/.well-known/openid-configuration") {
      ++looks_;
      answer.body() = metadata_.empty() ? Metadata() : metadata_;
    } else if (path == "/keys") {
      answer.body() = keys_;
    } else if (path == "/token" && redeem_) {
      const auto [status, body] = redeem_(*ReadForm(request.body()));
      answer.result(status);
      answer.body() = body;
    } else {
      answer.result(404U);
    }
    answer.prepare_payload();
    return answer;
  }

  boost::asio::io_context context_;
  boost::asio::ip::tcp::acceptor acceptor_;
  const std::string issuer_;
  const testing::SigningKey key_{"ES256"};
  std::mutex mutex_;
  std::string keys_, metadata_;  // guarded by mutex_, like the next ones
  bool down_ = false;
  int looks_ = 0;
  Redeem redeem_;
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace daybook::http

#endif  // DAYBOOK_TESTS_HTTP_FAKE_PROVIDER_H_
