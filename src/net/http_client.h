// An HTTP/1.1 client for one daemon.

#ifndef DAYBOOK_NET_HTTP_CLIENT_H_
#define DAYBOOK_NET_HTTP_CLIENT_H_

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "daybook/error.h"
#include "net/tls.h"

namespace daybook::net {

struct HttpRequest {
  std::string method = "GET";
  std::string target;  ///< Path and query, percent-encoded.
  std::map<std::string, std::string> headers = {};
  std::string body = {};
};

struct HttpResponse {
  unsigned status = 0;
  std::string reason;
  std::string retry_after;  ///< As sent; "" without one.
  std::string body;         ///< Empty when it went to a sink.
  bool complete = true;     ///< False when the connection ended before the body did.
  std::string count;        ///< The trailer `Daybook-Count`: events of an export; "" without one.

  bool ok() const { return status >= 200 && status < 300; }
};

/// Fills the room with the next bytes of a request's body; says how many there were.
using BodyReader = std::function<std::size_t(std::span<char> room)>;

/// Takes the bytes of a body as they come; false ends the answer there.
using Sink = std::function<bool(std::string_view)>;

struct HttpOptions {
  std::chrono::milliseconds connect_timeout{5'000};
  /// Without any byte for this long, a connection counts as lost.
  std::chrono::milliseconds idle_timeout{60'000};
  /// A body that is kept in memory; larger ones are for a sink.
  std::size_t body_bytes_max = 64UL * 1024 * 1024;
  std::string token = {};  ///< Sent with every request; "": none is.
  /// What personal data is read for, or events are exported: sent likewise.
  std::string purpose = {};
  /// For https: whom it believes and what it shows, as net::ClientTls has it.
  net::TlsFiles tls = {};
};

/// Speaks to one daemon over one connection that is kept between requests. Not thread-safe. Each
/// call returns when its answer has come.
class HttpClient {
 public:
  /// `url` is `http://host[:port][/prefix]`, or https; with a token, which is a secret that others
  /// could read on its way, http is for this machine alone. Connects only when something is sent.
  /// Fails with kMalformed, or with what net::ClientTls does.
  static Result<HttpClient> For(std::string_view url, HttpOptions options = {});

  /// One for the same daemon with the same options but `idle_timeout`, and a connection of its own.
  HttpClient Another(std::chrono::milliseconds idle_timeout) const;

  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  /// Sends and keeps the answer, whatever its status. Fails with kIo when no whole answer came.
  /// A request on a connection that the daemon had closed meanwhile is sent once more.
  Result<HttpResponse> Send(const HttpRequest& request);

  /// Sends, and passes the body of a 2xx on to `sink`, so that memory stays bounded. Fails with
  /// kIo when no answer began; one that began and did not end is `complete == false`.
  Result<HttpResponse> Stream(const HttpRequest& request, const Sink& sink);

  /// Sends a body of `bytes` that `read` gives, so that memory stays bounded, and keeps the answer.
  /// Fails as Send does, or with kIo when `read` gives fewer; it is never sent twice.
  Result<HttpResponse> Upload(const HttpRequest& request, std::uint64_t bytes,
                              const BodyReader& read);

  /// The calls to come end by then, with kIo if there is no answer. Looking up the name of a host
  /// is the system's, and keeps to times of its own.
  void set_deadline(std::chrono::steady_clock::time_point deadline);

  /// Ends the call that is under way, and every one to come, with kIo. The only call here that may
  /// be made on another thread.
  void Interrupt();

  /// Whether anything of the last request was sent, so that it may have been carried out.
  bool may_have_arrived() const;

  /// Whether the last call failed because the daemon is not believed to be who it should be.
  bool disbelieved() const;

 private:
  class Connection;
  explicit HttpClient(std::unique_ptr<Connection> connection);
  std::unique_ptr<Connection> connection_;
};

/// A target with its query, e.g. `Target("/v1/events").Add("type", "login")`.
class Target {
 public:
  explicit Target(std::string path) : text_(std::move(path)) {}
  /// Adds a parameter, unless its value is empty.
  Target& Add(std::string_view name, std::string_view value);
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace daybook::net

#endif  // DAYBOOK_NET_HTTP_CLIENT_H_
