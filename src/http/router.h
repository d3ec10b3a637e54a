// Which resource answers a request.

#ifndef DAYBOOK_HTTP_ROUTER_H_
#define DAYBOOK_HTTP_ROUTER_H_

#include <boost/beast/http/verb.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "access/role.h"
#include "http/exchange.h"

namespace daybook::http {

struct Route {
  boost::beast::http::verb method;
  /// Segments divided by `/`; `{…}` stands for any one segment that is not empty, a last
  /// `{…...}` for all that are left, at least one.
  std::string_view pattern;
  access::Permission needs;
  std::string_view summary;
  Handler handler;
  Check check = nullptr;  ///< If set, the route takes a body, when this agrees.
  /// If set, the handler takes the body in pieces, from Exchange::body, up to this limit.
  std::size_t Options::* streamed_max = nullptr;
  /// If set, the limit of the body instead of Options::body_bytes_max: anybody may send it.
  std::size_t body_bytes_max = 0;
};

/// All routes of the server. A GET route also answers HEAD.
std::span<const Route> Routes();

struct Match {
  const Route* route = nullptr;       ///< Null: no such path, or not with this method.
  std::vector<std::string> captures;  ///< What the `{…}` stand for.
  std::string allow;                  ///< Methods the path has, if it has any.
};

/// The first of `routes` that fits.
Match FindRoute(std::span<const Route> routes, boost::beast::http::verb method,
                const std::vector<std::string>& segments);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ROUTER_H_
