#include "http/cookies.h"

#include <fmt/format.h>

#include "http/header_text.h"
#include "http/url.h"

namespace daybook::http {
namespace {

std::string NameAt(std::string_view name, const Origin& origin) {
  return (origin.tls ? "__Host-" : "") + std::string(name);
}

}  // namespace

Origin OriginOf(const Request& request, bool secure) {
  std::string authority = request.Header("Host");
  const bool tls = secure || !IsLoopbackAuthority(authority);
  return {.authority = std::move(authority), .tls = tls};
}

std::optional<std::string> CookieOf(const Request& request, std::string_view name,
                                    const Origin& origin) {
  const auto [first, last] = request.headers.equal_range("Cookie");
  if (first == last) return std::nullopt;
  const std::string wanted = NameAt(name, origin);
  std::optional<std::string> value;
  bool twice = false;
  for (auto field = first; field != last; ++field) {
    ForEachPart({field->value().data(), field->value().size()}, ';', [&](std::string_view pair) {
      const auto equals = pair.find('=');
      if (equals == std::string_view::npos || pair.substr(0, equals) != wanted) return;
      twice = twice || value.has_value();
      value = pair.substr(equals + 1);
    });
  }
  return twice ? std::nullopt : value;
}

std::string SetCookie(std::string_view name, std::string_view value, const Origin& origin) {
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}", NameAt(name, origin), value,
                     origin.tls ? "; Secure" : "");
}

std::string DropCookie(std::string_view name, const Origin& origin) {
  return SetCookie(name, "", origin) + "; Max-Age=0";
}

}  // namespace daybook::http
