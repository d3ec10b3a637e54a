// Reading requests from a connection, within limits.

#ifndef DAYBOOK_HTTP_REQUEST_READER_H_
#define DAYBOOK_HTTP_REQUEST_READER_H_

#include <boost/asio/awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <expected>
#include <optional>
#include <string_view>

#include "http/body_budget.h"
#include "http/connection.h"
#include "http/deadline.h"
#include "http/options.h"
#include "http/piece_body.h"
#include "http/problem.h"
#include "http/request.h"

namespace daybook::http {

/// Nothing when it was read. Else the problem to answer, after which the connection must be
/// closed; or no problem, when there is nobody left to tell it.
using ReadResult = std::expected<void, std::optional<Problem>>;

/// Reads one request after another. Bytes of a pipelined one stay in its buffer. Confined to the
/// connection's executor; everything passed by reference must outlive it.
class RequestReader {
 public:
  RequestReader(Connection& connection, Deadline& deadline, const Options& options);

  /// Resumes when the next request's headers are there, or refused, or the connection is over.
  boost::asio::awaitable<ReadResult> ReadHeader();

  /// Whether a request has begun to arrive since ReadHeader was called.
  bool begun() const { return begun_; }

  /// Resumes when the body is there, or refused. Tells a client that waits for it to go on.
  boost::asio::awaitable<ReadResult> ReadBody(std::size_t bytes_max, BodyBudget::Share& share);

  /// The same for a body that is taken in pieces: first BeginBody, then ReadPiece, which puts the
  /// next piece (Options::chunk_bytes of it, or what is left) into `piece`; nothing at the end.
  boost::asio::awaitable<ReadResult> BeginBody(std::size_t bytes_max);
  boost::asio::awaitable<ReadResult> ReadPiece(std::string& piece);

  /// What Content-Length announces, if it does.
  std::optional<std::uint64_t> body_length() const;

  /// Skips a body that has arrived already. False if more of it is yet to come.
  bool SkipArrivedBody();

  /// The headers, after ReadHeader (they may be moved out then); the body, after ReadBody.
  boost::beast::http::request<PieceBody>& message() { return parser_->get(); }
  bool keep_alive() const { return parser_->keep_alive(); }

 private:
  using Parser = boost::beast::http::request_parser<PieceBody>;

  // Called for each chunk; holds what comes besides its size to a limit.
  class ChunkExtensions {
   public:
    void operator()(std::uint64_t size, std::string_view extensions,
                    boost::system::error_code& error);

   private:
    std::size_t bytes_ = 0;
  };

  boost::asio::awaitable<boost::system::error_code> ReadSome(std::size_t bytes_max);
  boost::asio::awaitable<ReadResult> ReadBodyParts(BodyBudget::Share& share);
  boost::asio::awaitable<ReadResult> ReadBodyPart();
  boost::asio::awaitable<bool> SayContinue();
  ReadResult CheckTransferCoding() const;
  ReadResult CheckFraming(std::size_t bytes_max) const;
  ReadResult Ended(std::string_view what, const boost::system::error_code& error) const;
  void SkipEmptyLines();

  Connection& connection_;
  Deadline& deadline_;
  const Options& options_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;  // of the request in hand
  bool begun_ = false;
  // Of the request in hand.
  bool body_begun_ = false;
  std::string expect_;
  bool need_more_ = false;          // what has arrived of the body is not enough for the parser
  std::size_t body_bytes_max_ = 0;  // of the body in hand
  ChunkExtensions chunk_extensions_;
};

/// The problem that a fault of the message's framing is told as.
Problem ParseProblem(const boost::system::error_code& error, const Options& options);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_REQUEST_READER_H_
