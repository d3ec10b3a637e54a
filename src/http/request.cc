#include "http/request.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

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

Result<void> ReadTarget(std::string_view target, Request& request) {
  const bool absolute = target.starts_with("http://") || target.starts_with("https://");
  const auto url =
      absolute ? boost::urls::parse_absolute_uri(target) : boost::urls::parse_origin_form(target);
  if (!url) {
    return Fail(ErrorCode::kMalformed,
                "The request target is no path with a query, percent-encoded (RFC 3986).");
  }
  request.path = std::string(url->encoded_path());
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
