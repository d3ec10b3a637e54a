// Addresses of other servers.

#ifndef DAYBOOK_HTTP_URL_H_
#define DAYBOOK_HTTP_URL_H_

#include <string>
#include <string_view>

#include "daybook/error.h"

namespace daybook::http {

/// `http://host[:port][/path][?query]`, or https, taken apart.
struct Url {
  bool tls = false;
  std::string host;       ///< A name, or a numeric address without brackets.
  std::string port;       ///< The scheme's, if it has none.
  std::string authority;  ///< For the Host field: with brackets, and with a port if there is one.
  std::string target;     ///< Path and query, percent-encoded; begins with `/`.

  /// Whether it never leaves this machine: the name localhost, or an address of loopback.
  bool IsLoopback() const;

  /// Whether nobody between here and there can read or change what is said.
  bool IsPrivate() const { return tls || IsLoopback(); }
};

/// Fails with kMalformed, saying what is wrong: another scheme, a user, a fragment, no host.
Result<Url> ParseUrl(std::string_view text);

/// Whether the `host[:port]` of a Host field is this machine's loopback.
bool IsLoopbackAuthority(std::string_view authority);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_URL_H_
