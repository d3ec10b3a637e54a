#include "http/url.h"

#include <boost/asio/ip/address.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>

namespace daybook::http {
namespace {

bool IsLoopbackHost(std::string host) {
  for (char& c : host) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (host == "localhost") return true;
  boost::system::error_code named;
  const auto address = boost::asio::ip::make_address(host, named);
  return !named && address.is_loopback();
}

}  // namespace

bool Url::IsLoopback() const { return IsLoopbackHost(host); }

Result<Url> ParseUrl(std::string_view text) {
  const auto wrong = [](std::string detail) {
    return Fail(ErrorCode::kMalformed, std::move(detail));
  };
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->host().empty()) return wrong("the URL is not like http://127.0.0.1:7200");
  const bool tls = url->scheme_id() == boost::urls::scheme::https;
  if (!tls && url->scheme_id() != boost::urls::scheme::http) {
    return wrong("only http:// and https:// are spoken here");
  }
  if (url->has_userinfo() || url->has_fragment()) return wrong("the URL has a user or a #");
  std::string target(url->encoded_target());
  if (!target.starts_with('/')) target.insert(0, "/");
  std::string port = tls ? "443" : "80";
  if (url->has_port() && !url->port().empty()) port = url->port();
  return Url{.tls = tls,
             .host = std::string(url->host_address()),
             .port = std::move(port),
             .authority = std::string(url->encoded_host_and_port()),
             .target = std::move(target)};
}

bool IsLoopbackAuthority(std::string_view authority) {
  const auto url = ParseUrl("http://" + std::string(authority));
  return url && url->authority == authority && url->IsLoopback();
}

}  // namespace daybook::http
