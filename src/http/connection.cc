#include "http/connection.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

#include "http/deadline.h"
#include "net/tls.h"

namespace daybook::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

struct Connection::Tls {
  Tls(tcp::socket& socket, asio::ssl::context& context) : stream(socket, context) {}

  asio::ssl::stream<tcp::socket&> stream;
  char watched = 0;  // where AwaitEnd reads what should not come
};

Connection::Connection(tcp::socket socket) : socket_(std::move(socket)) {
  error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
}

Connection::~Connection() = default;

asio::awaitable<void> Connection::Secure(asio::ssl::context& context, error_code& error) {
  tls_ = std::make_unique<Tls>(socket_, context);
  auto token = asio::redirect_error(asio::use_awaitable, error);
  co_await tls_->stream.async_handshake(asio::ssl::stream_base::server, token);
  if (error) tls_.reset();
}

bool Connection::IsPlainHttp(const error_code& error) {
  return error.category() == asio::error::get_ssl_category() &&
         ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

std::string Connection::PeerCertificate() const {
  if (!tls_) return "";
  SSL* const session = tls_->stream.native_handle();
  X509* const certificate = SSL_get0_peer_certificate(session);
  if (certificate == nullptr || SSL_get_verify_result(session) != X509_V_OK) return "";
  return net::FingerprintOf(*certificate);
}

asio::awaitable<std::size_t> Connection::ReadSome(asio::mutable_buffer space, error_code& error) {
  auto token = asio::redirect_error(asio::use_awaitable, error);
  if (tls_) return tls_->stream.async_read_some(space, token);
  return socket_.async_read_some(space, token);
}

asio::awaitable<std::size_t> Connection::Write(const Pieces& pieces, error_code& error) {
  auto token = asio::redirect_error(asio::use_awaitable, error);
  if (tls_) return asio::async_write(tls_->stream, pieces, token);
  return asio::async_write(socket_, pieces, token);
}

void Connection::AwaitEnd(std::function<void()> ended) {
  if (tls_) {
    // Only by reading can the end of a TLS session be told from the bytes that say it.
    auto watch = [ended = std::move(ended)](const error_code& error, std::size_t) {
      if (error) ended();
    };
    tls_->stream.async_read_some(asio::buffer(&tls_->watched, 1), std::move(watch));
    return;
  }
  auto watch = [this, ended = std::move(ended)](const error_code& error) {
    WhenReadable(ended, error);
  };
  socket_.async_wait(asio::socket_base::wait_read, std::move(watch));
}

void Connection::WhenReadable(const std::function<void()>& ended, const error_code& error) {
  error_code failure;
  const bool over = !error && socket_.available(failure) == 0;
  if (over || failure) ended();
}

asio::awaitable<void> Connection::Close(Deadline& deadline, std::chrono::milliseconds time) {
  if (tls_ && !broken_ && socket_.is_open()) {
    deadline.Set(time);
    co_await SayGoodbye();
    deadline.Clear();
  }
  Abort();
}

asio::awaitable<void> Connection::Linger(Deadline& deadline, std::chrono::milliseconds time) {
  deadline.Set(time);
  if (tls_) co_await SayGoodbye();
  error_code error;
  socket_.shutdown(tcp::socket::shutdown_send, error);
  std::string dropped(16'384, '\0');
  const auto space = asio::buffer(dropped);
  while (!error && !deadline.passed()) {
    auto token = asio::redirect_error(asio::use_awaitable, error);
    co_await socket_.async_read_some(space, token);
  }
  deadline.Clear();
  Abort();
}

// Tells the peer that no more will come (close_notify). Whether it says the same is of no interest
// here: nothing more is read from it.
asio::awaitable<void> Connection::SayGoodbye() {
  SSL_set_shutdown(tls_->stream.native_handle(), SSL_RECEIVED_SHUTDOWN);
  error_code ignored;
  auto token = asio::redirect_error(asio::use_awaitable, ignored);
  co_await tls_->stream.async_shutdown(token);
}

void Connection::Break() {
  broken_ = true;
  error_code ignored;
  socket_.set_option(asio::socket_base::linger(true, 0), ignored);
}

void Connection::Cancel() {
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::Abort() {
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace daybook::http
