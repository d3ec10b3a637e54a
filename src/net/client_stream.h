// A client's connection, in the clear or within TLS.

#ifndef DAYBOOK_NET_CLIENT_STREAM_H_
#define DAYBOOK_NET_CLIENT_STREAM_H_

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "net/tls.h"

namespace daybook::net {

/// An AsyncStream of Asio's, with Beast's time limit on what is pending. Confined to one thread.
class ClientStream {
 public:
  using executor_type = boost::beast::tcp_stream::executor_type;

  /// With `tls` it is for TLS with `host`, in the clear else. `tls` must outlive it.
  ClientStream(boost::asio::io_context& context, TlsContext* tls, const std::string& host)
      : tcp_(context) {
    if (tls == nullptr) return;
    tls_.emplace(tcp_, *tls);
    ExpectHost(tls_->native_handle(), host);
  }

  executor_type get_executor() { return tcp_.get_executor(); }

  /// From now on, for all that is pending or begins.
  void expires_after(std::chrono::milliseconds limit) { tcp_.expires_after(limit); }
  void close() { tcp_.close(); }

  /// Connects and, with TLS, shakes hands. `done` is called with an error code.
  template <typename Endpoints, typename Done>
  void Connect(const Endpoints& endpoints, Done done) {
    auto connected = [this, done = std::move(done)](boost::system::error_code error,
                                                    auto&&) mutable {
      if (error) return done(error);
      boost::system::error_code ignored;  // only costs a little time when it is not taken
      tcp_.socket().set_option(boost::asio::ip::tcp::no_delay(true), ignored);
      if (!tls_) return done(error);
      tls_->async_handshake(boost::asio::ssl::stream_base::client, std::move(done));
    };
    tcp_.async_connect(endpoints, std::move(connected));
  }

  /// Why the server is not believed to be who it should be, once that made Connect fail; or "".
  std::string WhyNotBelieved() {
    return tls_ ? net::WhyNotBelieved(tls_->native_handle()) : std::string();
  }

  template <typename Buffers, typename Handler>
  void async_read_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) {
      tls_->async_read_some(buffers, std::forward<Handler>(handler));
    } else {
      tcp_.async_read_some(buffers, std::forward<Handler>(handler));
    }
  }

  template <typename Buffers, typename Handler>
  void async_write_some(const Buffers& buffers, Handler&& handler) {
    if (tls_) {
      tls_->async_write_some(buffers, std::forward<Handler>(handler));
    } else {
      tcp_.async_write_some(buffers, std::forward<Handler>(handler));
    }
  }

 private:
  boost::beast::tcp_stream tcp_;
  std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;  // over tcp_
};

}  // namespace daybook::net

#endif  // DAYBOOK_NET_CLIENT_STREAM_H_
