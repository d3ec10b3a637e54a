#include "net/http_client.h"

#include <algorithm>
#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>
#include <optional>
#include <utility>

#include "net/client_stream.h"
#include "net/percent_encode.h"

namespace daybook::net {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

namespace {

struct Address {
  std::string url;  ///< As the person gave it, to name it in messages.
  std::string host, port, prefix, authority;
  bool tls = false;
};

Result<Address> ParseAddress(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return Fail(ErrorCode::kMalformed,
                "'" + std::string(text) + "' is not an address of a daemon: " + std::string(why));
  };
  const auto url = boost::urls::parse_uri({text.data(), text.size()});
  if (!url || url->host().empty()) return wrong("it has the form http://127.0.0.1:7117");
  const bool tls = url->scheme_id() == boost::urls::scheme::https;
  if (!tls && url->scheme_id() != boost::urls::scheme::http) {
    return wrong("only http:// and https:// are spoken here");
  }
  if (url->has_query() || url->has_fragment()) return wrong("it ends before any ? or #");
  std::string prefix(url->encoded_path());
  while (prefix.ends_with('/')) prefix.pop_back();
  return Address{.url = std::string(text),
                 .host = std::string(url->host_address()),
                 .port = url->has_port() ? std::string(url->port())
                         : tls           ? "443"
                                         : "80",
                 .prefix = std::move(prefix),
                 .authority = std::string(url->encoded_host_and_port()),
                 .tls = tls};
}

bool IsLoopback(const std::string& host) {
  boost::system::error_code no_address;
  const auto address = asio::ip::make_address(host, no_address);
  return no_address ? host == "localhost" : address.is_loopback();
}

template <typename Body>
bhttp::request<Body> Encode(const Address& address, const HttpOptions& options,
                            const HttpRequest& request) {
  bhttp::request<Body> message(bhttp::string_to_verb(request.method),
                               address.prefix + request.target, 11);
  message.set(bhttp::field::host, address.authority);
  message.set(bhttp::field::user_agent, "daybook");
  if (!options.token.empty()) message.set(bhttp::field::authorization, "Bearer " + options.token);
  if (!options.purpose.empty()) {
    message.set("Daybook-Purpose", PercentEncode(options.purpose));
  }
  for (const auto& [name, value] : request.headers) message.set(name, value);
  return message;
}

}  // namespace

// Asio's blocking calls know no time limit, so each step is started and then run to its end.
class HttpClient::Connection {
 public:
  using Clock = std::chrono::steady_clock;

  /// `tls` is null for an address without TLS.
  Connection(Address address, HttpOptions options, std::shared_ptr<net::TlsContext> tls)
      : address_(std::move(address)), options_(std::move(options)), tls_(std::move(tls)) {}

  Result<HttpResponse> Exchange(const HttpRequest& request, const Sink& sink) {
    const bool reused = stream_.has_value();
    auto response = ExchangeOnce(request, sink);
    // Nothing of an answer came on a kept connection: the daemon closed it while it was idle.
    if (!response && reused && !answer_began_ && !interrupted_) {
      response = ExchangeOnce(request, sink);
      may_have_arrived_ = true;  // by the first of them
    }
    return response;
  }

  std::unique_ptr<Connection> Another(std::chrono::milliseconds idle_timeout) const {
    HttpOptions options = options_;
    options.idle_timeout = idle_timeout;
    return std::make_unique<Connection>(address_, std::move(options), tls_);
  }

  // A stream of this thread's: it is closed here, when this thread next runs what is posted.
  void Interrupt() {
    asio::post(io_, [this] {
      interrupted_ = true;
      if (stream_) stream_->close();
    });
  }

  void set_deadline(Clock::time_point deadline) { deadline_ = deadline; }
  bool may_have_arrived() const { return may_have_arrived_; }
  bool disbelieved() const { return disbelieved_; }

  Result<HttpResponse> Upload(const HttpRequest& request, std::uint64_t bytes,
                              const BodyReader& read) {
    if (const error_code failed = Begin()) return Unreached(failed);
    auto message = Encode<bhttp::buffer_body>(address_, options_, request);
    message.content_length(bytes);
    bhttp::request_serializer<bhttp::buffer_body> serializer(message);
    error_code failed = Run(options_.idle_timeout, [&](auto done) {
      bhttp::async_write_header(*stream_, serializer, std::move(done));
    });
    std::array<char, 64UL * 1024> piece{};
    for (std::uint64_t left = bytes; left > 0 && !failed;) {
      const std::size_t count = read(std::span(piece).first(std::min(left, piece.size())));
      if (count == 0) {
        stream_.reset();
        return Fail(ErrorCode::kIo, "What is to be sent has become shorter");
      }
      left -= count;
      failed = Run(options_.idle_timeout, [&](auto done) {
        asio::async_write(*stream_, asio::buffer(piece.data(), count), std::move(done));
      });
    }
    return ReadAnswer(false, nullptr, failed);
  }

  std::size_t body_bytes_max() const { return options_.body_bytes_max; }

 private:
  using Parser = bhttp::response_parser<bhttp::buffer_body>;

  Result<HttpResponse> ExchangeOnce(const HttpRequest& request, const Sink& sink) {
    if (const error_code failed = Begin()) return Unreached(failed);
    auto message = Encode<bhttp::string_body>(address_, options_, request);
    message.body() = request.body;
    message.prepare_payload();
    const error_code failed = Run(options_.idle_timeout, [&](auto done) {
      bhttp::async_write(*stream_, message, std::move(done));
    });
    return ReadAnswer(request.method == "HEAD", sink, failed);
  }

  // `failed` is how sending went.
  Result<HttpResponse> ReadAnswer(bool head, const Sink& sink, error_code failed) {
    Parser parser;
    parser.body_limit(boost::none);
    parser.skip(head);
    // A daemon that refuses early may close while the request is still being sent; its answer is
    // worth reading then.
    const error_code unread = Run(options_.idle_timeout, [&](auto done) {
      bhttp::async_read_header(*stream_, buffer_, parser, std::move(done));
    });
    if (unread) return Lost(address_.url + " did not answer", failed ? failed : unread);
    answer_began_ = true;
    return ReadBody(parser, sink);
  }

  // With a connection, unless it fails.
  error_code Begin() {
    answer_began_ = may_have_arrived_ = disbelieved_ = false;
    const error_code failed = Connect();
    may_have_arrived_ = !failed;
    return failed;
  }

  error_code Connect() {
    error_code failed;
    if (interrupted_) return asio::error::operation_aborted;
    if (stream_) return {};
    asio::ip::tcp::resolver resolver(io_);
    const auto endpoints = resolver.resolve(address_.host, address_.port, failed);
    if (failed) return failed;
    buffer_.clear();
    stream_.emplace(io_, tls_.get(), address_.host);
    return Run(options_.connect_timeout,
               [&](auto done) { stream_->Connect(endpoints, std::move(done)); });
  }

  Result<HttpResponse> ReadBody(Parser& parser, const Sink& sink) {
    const auto& head = parser.get();
    HttpResponse response{.status = head.result_int(),
                          .reason = std::string(head.reason()),
                          .retry_after = std::string(head[bhttp::field::retry_after]),
                          .body = {}};
    const bool to_sink = sink && response.ok();
    std::array<char, 64UL * 1024> piece{};
    while (!parser.is_done()) {
      parser.get().body() = {.data = piece.data(), .size = piece.size(), .more = true};
      const error_code failed = Run(options_.idle_timeout, [&](auto done) {
        bhttp::async_read_some(*stream_, buffer_, parser, std::move(done));
      });
      const std::string_view bytes(piece.data(), piece.size() - parser.get().body().size);
      const bool wanted = Take(response, to_sink ? sink : nullptr, bytes);
      if (!wanted || (failed && failed != bhttp::error::need_buffer)) {
        response.complete = parser.is_done();
        stream_.reset();
        return response;
      }
    }
    response.count = head["Daybook-Count"];  // only now: it comes after the body
    if (!parser.keep_alive()) stream_.reset();
    return response;
  }

  // False when no more of the body is wanted.
  bool Take(HttpResponse& response, const Sink& sink, std::string_view bytes) const {
    if (sink) return bytes.empty() || sink(bytes);
    response.body += bytes;
    return response.body.size() <= options_.body_bytes_max;
  }

  template <typename Start>
  error_code Run(std::chrono::milliseconds limit, Start start) {
    error_code result = asio::error::operation_aborted;
    const auto now = Clock::now();
    if (deadline_ <= now) return beast::error::timeout;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - now);
    stream_->expires_after(std::min(limit, left));
    start([&result](error_code failed, auto&&...) { result = failed; });
    io_.restart();
    io_.run();
    return result;
  }

  std::unexpected<Error> Unreached(error_code failed) {
    const std::string what = "Cannot reach " + address_.url;
    const std::string doubt = stream_ ? stream_->WhyNotBelieved() : "";
    if (doubt.empty()) return Lost(what, failed);
    disbelieved_ = true;
    stream_.reset();
    return Fail(ErrorCode::kIo, what + ": its certificate is not believed: " + doubt +
                                    ". --ca-file names an authority to believe");
  }

  std::unexpected<Error> Lost(const std::string& what, error_code failed) {
    stream_.reset();
    const bool refused = failed == asio::error::connection_refused;
    const std::string why = failed == beast::error::timeout ? "no answer in time"
                            : refused ? "connection refused. Is daybookd running there?"
                                      : failed.message();
    return Fail(ErrorCode::kIo, what + ": " + why);
  }

  Address address_;
  HttpOptions options_;
  std::shared_ptr<net::TlsContext> tls_;
  asio::io_context io_{1};
  std::optional<net::ClientStream> stream_;  ///< Absent while there is no connection.
  beast::flat_buffer buffer_;
  Clock::time_point deadline_ = Clock::time_point::max() - std::chrono::hours(1);
  bool answer_began_ = false;
  bool may_have_arrived_ = false;
  bool disbelieved_ = false;
  bool interrupted_ = false;  // only touched by the thread that runs io_
};

HttpClient::HttpClient(std::unique_ptr<Connection> connection)
    : connection_(std::move(connection)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::For(std::string_view url, HttpOptions options) {
  auto address = ParseAddress(url);
  if (!address) return std::unexpected(std::move(address.error()));
  std::shared_ptr<net::TlsContext> tls;
  if (address->tls) {
    auto made = net::ClientTls(options.tls);
    if (!made) return std::unexpected(std::move(made.error()));
    tls = *std::move(made);
  } else if (!options.token.empty() && !IsLoopback(address->host)) {
    return Fail(ErrorCode::kMalformed, "A token is not sent to " + address->url +
                                           " without TLS: on its way others could "
                                           "read it. The address begins https://");
  }
  return HttpClient(
      std::make_unique<Connection>(std::move(*address), std::move(options), std::move(tls)));
}

HttpClient HttpClient::Another(std::chrono::milliseconds idle_timeout) const {
  return HttpClient(connection_->Another(idle_timeout));
}

Result<HttpResponse> HttpClient::Send(const HttpRequest& request) {
  auto response = connection_->Exchange(request, nullptr);
  if (!response || response->complete) return response;
  if (response->body.size() > connection_->body_bytes_max()) {
    return Fail(ErrorCode::kTooLarge, "The answer is larger than this client keeps in memory");
  }
  return Fail(ErrorCode::kIo, "The connection ended before the answer did");
}

Result<HttpResponse> HttpClient::Stream(const HttpRequest& request, const Sink& sink) {
  return connection_->Exchange(request, sink);
}

Result<HttpResponse> HttpClient::Upload(const HttpRequest& request, std::uint64_t bytes,
                                        const BodyReader& read) {
  return connection_->Upload(request, bytes, read);
}

void HttpClient::set_deadline(std::chrono::steady_clock::time_point deadline) {
  connection_->set_deadline(deadline);
}
void HttpClient::Interrupt() { connection_->Interrupt(); }
bool HttpClient::may_have_arrived() const { return connection_->may_have_arrived(); }
bool HttpClient::disbelieved() const { return connection_->disbelieved(); }

Target& Target::Add(std::string_view name, std::string_view value) {
  if (value.empty()) return *this;
  text_ += text_.find('?') == std::string::npos ? '?' : '&';
  text_ += PercentEncode(name) + "=" + PercentEncode(value);
  return *this;
}

}  // namespace daybook::net
