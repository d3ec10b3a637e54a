// A request's body for Beast's parser: a string that grows with what arrives.

#ifndef DAYBOOK_HTTP_PIECE_BODY_H_
#define DAYBOOK_HTTP_PIECE_BODY_H_

#include <boost/beast/core/buffers_range.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/optional.hpp>
#include <cstdint>
#include <string>

namespace daybook::http {

/// Unlike beast's string_body, it reserves nothing for what Content-Length announces, and may be
/// emptied between two calls of the parser: so it serves for a body that is taken in pieces, too.
struct PieceBody {
  using value_type = std::string;

  class reader {
   public:
    template <bool is_request, class Fields>
    reader(boost::beast::http::header<is_request, Fields>&, std::string& body) : body_(body) {}

    void init(const boost::optional<std::uint64_t>&, boost::system::error_code& error) {
      error = {};
    }

    template <class Buffers>
    std::size_t put(const Buffers& buffers, boost::system::error_code& error) {
      error = {};
      std::size_t taken = 0;
      for (const auto bytes : boost::beast::buffers_range_ref(buffers)) {
        body_.append(static_cast<const char*>(bytes.data()), bytes.size());
        taken += bytes.size();
      }
      return taken;
    }

    void finish(boost::system::error_code& error) { error = {}; }

   private:
    std::string& body_;
  };
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PIECE_BODY_H_
