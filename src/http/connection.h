// The bytes of one connection, in the clear or within TLS.

#ifndef DAYBOOK_HTTP_CONNECTION_H_
#define DAYBOOK_HTTP_CONNECTION_H_

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace boost::asio::ssl {
class context;
}

namespace daybook::http {

class Deadline;

/// A socket whose bytes are the application's until Secure makes them those of a TLS session. What
/// it costs to be able to do both is one comparison for each read and write. At a time there may
/// be one read and one write. Confined to the socket's executor.
class Connection {
 public:
  /// What is written at once: up to three pieces, of which some may be empty.
  using Pieces = std::array<boost::asio::const_buffer, 3>;

  explicit Connection(boost::asio::ip::tcp::socket socket);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// For deadlines and options; what is read from or written to it is not decrypted or encrypted.
  boost::asio::ip::tcp::socket& socket() { return socket_; }

  /// Shakes hands as the server. From then on every byte is encrypted; after a failure, none is,
  /// and what came is lost. `context` is needed no longer than until it resumes.
  boost::asio::awaitable<void> Secure(boost::asio::ssl::context& context,
                                      boost::system::error_code& error);

  /// Whether `error` of Secure says that the other side began to speak HTTP without TLS.
  static bool IsPlainHttp(const boost::system::error_code& error);

  bool secure() const { return tls_ != nullptr; }

  /// The SHA-256 of the certificate (DER) the other side has shown and that was verified, in
  /// hexadecimal; "" without one.
  std::string PeerCertificate() const;

  /// Resumes when some bytes are in `space`; gives how many. The end is error::eof, or for a TLS
  /// session that was not ended by its peer, another error.
  boost::asio::awaitable<std::size_t> ReadSome(boost::asio::mutable_buffer space,
                                               boost::system::error_code& error);

  /// Resumes when the kernel has all of it.
  boost::asio::awaitable<std::size_t> Write(const Pieces& pieces, boost::system::error_code& error);

  /// Calls `ended` once, when there is nobody any more to write to; not at all if there come bytes
  /// before, which are lost. For a connection that nothing more shall be read from.
  void AwaitEnd(std::function<void()> ended);

  /// Ends a connection whose last answer is sent; takes at most `time`.
  boost::asio::awaitable<void> Close(Deadline& deadline, std::chrono::milliseconds time);

  /// The same for one whose last request was not read to its end. Closing then would reset the
  /// connection, and the answer with it; so what still comes is dropped, for at most `time`.
  boost::asio::awaitable<void> Linger(Deadline& deadline, std::chrono::milliseconds time);

  /// Closing will reset the connection: what was sent of an answer must not pass for the whole, and
  /// the kernel must not hold on to the rest of it for a reader who does not take it.
  void Break();

  /// Lets what is pending fail, now.
  void Cancel();
  void Abort();

 private:
  struct Tls;

  boost::asio::awaitable<void> SayGoodbye();
  void WhenReadable(const std::function<void()>& ended, const boost::system::error_code& error);

  boost::asio::ip::tcp::socket socket_;
  std::unique_ptr<Tls> tls_;  // null: in the clear
  bool broken_ = false;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CONNECTION_H_
