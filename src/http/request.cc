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
  const auto url = target.starts_with('/') ? boost::urls::parse_origin_form(target)
                                           : boost::urls::parse_absolute_uri(target);
  if (!url) {
    return Fail(ErrorCode::kMalformed,
                "The request target is no path with a query, percent-encoded (RFC 3986).");
  }
  request.path = std::string(url->encoded_path());
  for (const auto segment : url->segments()) request.segments.emplace_back(segment);
  boost::urls::encoding_opts form;
  form.space_as_plus = true;
  for (const auto param : url->params(form)) request.params.emplace_back(param.key, param.value);
  return {};
}

}  // namespace daybook::http
