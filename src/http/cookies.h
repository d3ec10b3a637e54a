// Cookies (RFC 6265bis), of which there are two.
//
//   __Host-daybook            who is signed in: a secret (access/sign_ins.h)
//   __Host-daybook-sign-in    which browser a sign-in began in, while it is at the provider
//
// A browser takes a cookie with `__Host-` only over TLS, for this host alone and for all of its
// paths. On http://localhost not all do: there, and nowhere else, the names are without it, and the
// cookies without Secure. Every server on that machine's loopback can then read and set them, as it
// can read what is in the clear anyway.

#ifndef DAYBOOK_HTTP_COOKIES_H_
#define DAYBOOK_HTTP_COOKIES_H_

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace daybook::http {

inline constexpr std::string_view kSignInCookie = "daybook";
inline constexpr std::string_view kPendingCookie = "daybook-sign-in";

/// Where a request was sent, as the browser sees it.
struct Origin {
  std::string authority;  ///< The Host field.
  bool tls = false;       ///< It is https there: here, or at a proxy before here.

  /// `https://daybook.example.org`
  std::string Text() const { return (tls ? "https://" : "http://") + authority; }
};

/// `secure` is whether the connection is TLS. One in the clear for another host than loopback came
/// by a proxy, since nothing else is listened to in the clear.
Origin OriginOf(const Request& request, bool secure);

/// The value that the request has of the cookie of this name, which has `__Host-` where there is
/// TLS. Nothing if there is none, or two of them.
std::optional<std::string> CookieOf(const Request& request, std::string_view name,
                                    const Origin& origin);

/// A Set-Cookie field: HttpOnly, SameSite=Lax, for all paths, until the browser is closed.
std::string SetCookie(std::string_view name, std::string_view value, const Origin& origin);

/// One that takes it away.
std::string DropCookie(std::string_view name, const Origin& origin);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_COOKIES_H_
