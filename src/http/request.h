// One HTTP request, as resources see it.

#ifndef DAYBOOK_HTTP_REQUEST_H_
#define DAYBOOK_HTTP_REQUEST_H_

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/verb.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/error.h"
#include "http/params.h"

namespace daybook::http {

struct Request {
  boost::beast::http::verb method = boost::beast::http::verb::unknown;
  std::string path;                   ///< As sent, without the query.
  std::vector<std::string> segments;  ///< Of the path, percent-decoded.
  Params params;                      ///< Of the query.
  boost::beast::http::fields headers;
  std::string body;
  std::string trace_id;
  std::vector<std::string> captures;  ///< What the route's `{…}` stand for, in order.

  /// The value of a header; of one sent several times, all of them, with commas between.
  std::string Header(std::string_view name) const;
};

/// Takes a request target in origin form (`/path?query`) or absolute form apart. Fails with
/// kMalformed.
Result<void> ReadTarget(std::string_view target, Request& request);

/// Whether a target names no host, or in absolute form the one that the Host field does. Else one
/// server may take the request for another's than the next.
bool IsForHost(std::string_view target, std::string_view host);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_REQUEST_H_
