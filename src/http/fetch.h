// Asking another server one thing.

#ifndef DAYBOOK_HTTP_FETCH_H_
#define DAYBOOK_HTTP_FETCH_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "daybook/error.h"
#include "http/url.h"
#include "net/client_stream.h"
#include "net/tls.h"

namespace daybook::http {

struct FetchRequest {
  Url url;
  boost::beast::http::verb method = boost::beast::http::verb::get;
  std::string accept = {};  ///< Each of these fields is left out if it is "".
  std::string authorization = {};
  std::string content_type = {};
  std::string body = {};
  std::size_t answer_bytes_max = 256 * 1024;  ///< Of a body; a longer answer is an error.
  /// From looking up the host to the end of the answer.
  std::chrono::milliseconds timeout{10'000};
};

struct Fetched {
  unsigned status = 0;
  std::string content_type;
  std::string body;
};

/// One request on a connection of its own, and its answer. Redirections are not followed. Confined
/// to the thread of its context; keeps itself until it has ended.
class Fetching : public std::enable_shared_from_this<Fetching> {
 public:
  using Done = std::function<void(Result<Fetched>)>;

  /// Begins. `done` is called once, on the context's thread: with kIo if there is no answer, and
  /// the reason in few words. `tls`, which is for https, must outlive it.
  static std::shared_ptr<Fetching> Begin(boost::asio::io_context& context, FetchRequest request,
                                         net::TlsContext& tls, Done done);

  /// Ends it at once, with kIo if there is no answer yet.
  void Cancel();

 private:
  Fetching(boost::asio::io_context& context, FetchRequest request, net::TlsContext& tls, Done done);

  void Start();
  void Connect(const boost::asio::ip::tcp::resolver::results_type& endpoints);
  void Write();
  void Read();
  bool Goes(const boost::system::error_code& error);
  void End(Result<Fetched> result);
  void End(const std::string& why);

  const FetchRequest asked_;
  Done done_;  // empty once it was called
  boost::asio::ip::tcp::resolver resolver_;
  boost::asio::steady_timer timer_;
  net::ClientStream stream_;
  boost::beast::http::request<boost::beast::http::string_body> request_;
  boost::beast::flat_buffer buffer_;
  boost::beast::http::response_parser<boost::beast::http::string_body> parser_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_FETCH_H_
