// Sending answers to a connection, within the time a reader has.

#ifndef DAYBOOK_HTTP_REPLY_WRITER_H_
#define DAYBOOK_HTTP_REPLY_WRITER_H_

#include <boost/asio/awaitable.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <cstdint>
#include <string>

#include "http/connection.h"
#include "http/deadline.h"
#include "http/options.h"
#include "http/reply.h"

namespace daybook::http {

/// What of the request decides how its answer is sent.
struct Framing {
  unsigned version = 11;    ///< 10 times the HTTP version.
  bool head = false;        ///< Asked by HEAD: no body.
  bool keep_alive = false;  ///< Whether both sides want the connection to go on.
};

/// How the sending went.
struct Sent {
  std::uint64_t bytes = 0;  ///< Of the body.
  bool complete = false;    ///< Else the connection must be closed.
  std::string failure;      ///< Why it is not complete.
};

/// Confined to the connection's executor; everything passed by reference must outlive it.
class ReplyWriter {
 public:
  ReplyWriter(Connection& connection, Deadline& deadline, const Options& options)
      : connection_(connection), deadline_(deadline), options_(options) {}

  /// Resumes when the kernel has all of it, or the reader has gone or is too slow.
  boost::asio::awaitable<Sent> Send(Reply& reply, Framing framing);

 private:
  using Message = boost::beast::http::response<boost::beast::http::string_body>;

  boost::asio::awaitable<Sent> SendWhole(Message& message, Framing framing);
  boost::asio::awaitable<Sent> SendStream(Message& message, Reply& reply, Framing framing);
  boost::asio::awaitable<boost::system::error_code> SendPiece(Piece piece, bool chunked);
  boost::asio::awaitable<boost::system::error_code> SendEnd(const Source& source);
  std::string Explain(const boost::system::error_code& error) const;

  Connection& connection_;
  Deadline& deadline_;
  const Options& options_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_REPLY_WRITER_H_
