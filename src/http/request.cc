#include "http/request.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <cctype>

namespace daybook::http {

std::string Request::Header(std::string_view name) const {
  std::string value;
  const auto [first, last] = headers.equal_range(name);
  for (auto field = first; field != last; ++field) {
    if (field != first) value += ", ";
    value += field->value();
  }
  return value;
}

namespace {

bool IsAbsolute(std::string_view target) {
  return target.starts_with("http://") || target.starts_with("https://");
}

// In lower case, and without the port that the scheme has anyway.
std::string PlainHost(std::string_view host, std::string_view default_port) {
  if (host.ends_with(default_port)) host.remove_suffix(default_port.size());
  std::string plain(host);
  for (char& c : plain) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return plain;
}

}  // namespace

bool IsForHost(std::string_view target, std::string_view host) {
  if (!IsAbsolute(target)) return true;
  const std::string_view port = target.starts_with("https") ? ":443" : ":80";
  target.remove_prefix(target.find("//") + 2);
  const std::string_view named = target.substr(0, target.find_first_of("/?#"));
  return PlainHost(named, port) == PlainHost(host, port);
}

Result<void> ReadTarget(std::string_view target, Request& request) {
  const bool absolute = IsAbsolute(target);
  const auto url =
      absolute ? boost::urls::parse_absolute_uri(target) : boost::urls::parse_origin_form(target);
  // Boost.URL 1.81 takes what is no port for the beginning of the path: "http://host:no/path".
  if (!url || (!url->encoded_path().empty() && !url->encoded_path().starts_with('/'))) {
    return Fail(ErrorCode::kMalformed,
                "The request target is no path with a query, percent-encoded (RFC 3986).");
  }
  request.path = std::string(url->encoded_path());
  if (request.path.empty())
    request.path = std::string("/");  // `http://host` is `http://host/` (RFC 9110, 4.2.3)
  for (const auto segment : url->segments()) request.segments.emplace_back(segment);
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto param : url->params(form)) {
    if (param.key.empty() && !param.has_value) continue;  // "?" or "&" with nothing behind it
    request.params.emplace_back(param.key, param.value);
  }
  return {};
}

}  // namespace daybook::http
