#include "http/witness_client.h"

#include <fmt/format.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include "http/client_stream.h"

namespace daybook::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

namespace {

// Room for a cosignature of each of a hundred keys.
constexpr std::size_t kAnswerBytes = 32 * 1024;

struct Address {
  std::string host, port, authority, target;
  bool tls = false;
};

Result<Address> AddressOf(const tree::Policy::Witness& witness) {
  const auto wrong = [&](std::string_view why) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("The witness {} cannot be asked: {}.", witness.name, why));
  };
  if (witness.url.empty()) return wrong("the policy has no URL of it");
  const auto url = boost::urls::parse_uri(witness.url);
  if (!url || url->host().empty()) return wrong("its URL is not like http://127.0.0.1:7200");
  const bool tls = url->scheme_id() == boost::urls::scheme::https;
  if (!tls && url->scheme_id() != boost::urls::scheme::http) {
    return wrong("only http:// and https:// are spoken here");
  }
  if (url->has_query() || url->has_fragment()) return wrong("its URL ends before any ? or #");
  std::string prefix(url->encoded_path());
  while (prefix.ends_with('/')) prefix.pop_back();
  return Address{.host = std::string(url->host_address()),
                 .port = url->has_port() ? std::string(url->port())
                         : tls           ? "443"
                                         : "80",
                 .authority = std::string(url->encoded_host_and_port()),
                 .target = prefix + "/add-checkpoint",
                 .tls = tls};
}

// One request and its answer. Each step is started when the one before has ended well; the one
// time limit of the stream is on all of them together.
class WitnessExchange {
 public:
  WitnessExchange(const Address& address, const std::string& body, TlsContext& tls)
      : stream_(context_, address.tls ? &tls : nullptr, address.host),
        request_(bhttp::verb::post, address.target, 11, body) {
    request_.set(bhttp::field::host, address.authority);
    request_.set(bhttp::field::user_agent, "daybookd");
    request_.set(bhttp::field::content_type, "text/plain; charset=utf-8");
    request_.keep_alive(false);
    request_.prepare_payload();
    parser_.body_limit(kAnswerBytes);
  }

  // Returns when it has ended, one way or the other.
  error_code Run(const Address& address, std::chrono::milliseconds timeout,
                 const std::stop_token& stop) {
    asio::ip::tcp::resolver resolver(context_);
    error_code failed;
    const auto endpoints = resolver.resolve(address.host, address.port, failed);
    if (failed) return failed;
    const std::stop_callback cut_off(stop,
                                     [this] { asio::post(context_, [this] { stream_.close(); }); });
    stream_.expires_after(timeout);
    stream_.Connect(endpoints, [this](error_code error) {
      if (Goes(error)) Write();
    });
    context_.run();
    return error_;
  }

  // Why it is not believed to be the witness; or "".
  std::string Doubt() { return stream_.WhyNotBelieved(); }

  WitnessAnswer Answer() {
    return {.status = parser_.get().result_int(), .body = std::move(parser_.get().body())};
  }

 private:
  bool Goes(error_code error) {
    error_ = error;
    return !error;
  }

  void Write() {
    bhttp::async_write(stream_, request_, [this](error_code error, std::size_t) {
      if (Goes(error)) Read();
    });
  }

  void Read() {
    bhttp::async_read(stream_, buffer_, parser_,
                      [this](error_code error, std::size_t) { Goes(error); });
  }

  asio::io_context context_{1};
  ClientStream stream_;
  bhttp::request<bhttp::string_body> request_;
  beast::flat_buffer buffer_{kAnswerBytes};
  bhttp::response_parser<bhttp::string_body> parser_;
  error_code error_;
};

}  // namespace

Result<void> CheckWitnessUrl(const tree::Policy::Witness& witness) {
  const auto address = AddressOf(witness);
  if (!address) return std::unexpected(address.error());
  return {};
}

Result<WitnessAnswer> PostToWitness(const tree::Policy::Witness& witness, const std::string& body,
                                    const std::stop_token& stop, TlsContext& tls,
                                    std::chrono::milliseconds timeout) {
  const auto address = AddressOf(witness);
  if (!address) return std::unexpected(address.error());
  WitnessExchange exchange(*address, body, tls);
  const error_code failed = exchange.Run(*address, timeout, stop);
  if (!failed) return exchange.Answer();
  std::string why = exchange.Doubt();
  if (why.empty()) why = failed.message();
  if (failed == beast::error::timeout) {
    why = fmt::format("no answer within {} ms", timeout.count());
  }
  return Fail(ErrorCode::kIo, fmt::format("It cannot be asked at {}: {}.", witness.url, why));
}

}  // namespace daybook::http
