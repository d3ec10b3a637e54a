// A request's body that its resource takes piece by piece.

#ifndef DAYBOOK_HTTP_BODY_STREAM_H_
#define DAYBOOK_HTTP_BODY_STREAM_H_

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "daybook/error.h"
#include "http/problem.h"
#include "http/request_reader.h"

namespace daybook::http {

/// Reads from the connection only when it is asked to, so a resource that is slow to take a piece
/// slows its sender down. Confined to the connection's executor, like `reader`, which must outlive
/// it.
class BodyStream {
 public:
  BodyStream(RequestReader& reader, std::size_t bytes_max)
      : reader_(reader), bytes_max_(bytes_max) {}

  /// What Content-Length announces; nothing for a body in chunks.
  std::optional<std::uint64_t> length() const { return reader_.body_length(); }

  /// The next piece, empty at the end. An error is passed on: the session knows what to answer.
  boost::asio::awaitable<Result<std::string>> Next();

  /// Whether all of it was taken.
  bool ended() const { return ended_; }

  /// Why there is no more of it, if that is so: what to answer.
  const std::optional<Problem>& failure() const { return failure_; }

 private:
  RequestReader& reader_;
  const std::size_t bytes_max_;
  bool begun_ = false;
  bool ended_ = false;
  std::optional<Problem> failure_;
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_BODY_STREAM_H_
