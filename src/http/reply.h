// One HTTP answer, before it is sent.

#ifndef DAYBOOK_HTTP_REPLY_H_
#define DAYBOOK_HTTP_REPLY_H_

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daybook/error.h"
#include "http/piece.h"
#include "http/problem.h"

namespace daybook::http {

/// A body that is made while it is sent. The session asks for a piece, sends it, and asks for the
/// next one only when the reader has taken it: that is all there is of backpressure.
class Source {
 public:
  virtual ~Source() = default;

  /// The next piece; empty at the end. An error ends the connection in the middle of the body,
  /// so that the reader cannot take what it has for the whole; before the first piece, it is the
  /// answer.
  virtual boost::asio::awaitable<Result<Piece>> Next() = 0;

  /// Fields that are known only at the end, once Next gave nothing more (RFC 9110, section 6.5).
  virtual std::vector<std::pair<std::string, std::string>> Trailers() const { return {}; }

  /// Whether it goes on until someone leaves. Such an answer is ended when the server stops.
  virtual bool endless() const { return false; }
};

struct Reply {
  unsigned status = 200;
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> fields;  ///< Further headers.
  std::string body;                                         ///< Of a source, the first piece.
  std::unique_ptr<Source> source;       ///< If set, the rest of the body comes from it.
  std::optional<std::uint64_t> length;  ///< Of all that the source gives, if that is known.
  bool exports = false;  ///< Whether it has events to be kept, whose number is a trailer.
};

/// An answer that is small enough to be held.
Reply TextReply(std::string_view content_type, std::string body);

/// An answer whose body comes from `source`.
Reply StreamReply(std::string_view content_type, std::unique_ptr<Source> source);

/// `instance` is the path of the request.
Reply ProblemReply(const Problem& problem, std::string_view instance);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_REPLY_H_
