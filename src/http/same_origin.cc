#include "http/same_origin.h"

#include <boost/url/params_view.hpp>
#include <boost/url/parse_query.hpp>

#include "access/sign_ins.h"
#include "event/text.h"
#include "http/url.h"

namespace daybook::http {
namespace {

using boost::beast::http::verb;

std::unexpected<Error> FromElsewhere() {
  return Fail(ErrorCode::kForbidden,
              "This was sent by a page of another site, or by one that does not say of which.");
}

// `https://host:port` of an Origin field and of the request's own: by host and port, since the
// scheme is a proxy's affair.
bool IsOwn(std::string_view sent, const Origin& origin) {
  const auto url = ParseUrl(sent);
  if (!url || url->target != "/" || sent.ends_with('/')) return false;
  const auto own = ParseUrl((url->tls ? "https://" : "http://") + origin.authority);
  return own && url->host == own->host && url->port == own->port && (url->tls || !origin.tls);
}

}  // namespace

bool IsChange(const Request& request) {
  return request.method != verb::get && request.method != verb::head;
}

Result<void> CheckSameOrigin(const Request& request, const Origin& origin, Proof proof) {
  if (!IsChange(request) || proof == Proof::kBearer) return {};
  const std::string site = request.Header("Sec-Fetch-Site");
  const std::string sent = request.Header("Origin");
  if (site.empty() && sent.empty()) {
    if (proof != Proof::kCookie) return {};
    return FromElsewhere();
  }
  if (!site.empty() && site != "same-origin") return FromElsewhere();
  // A page that keeps its address to itself (Referrer-Policy: no-referrer) says "null" of its
  // origin.
  const bool untold = sent.empty() || (sent == "null" && !site.empty());
  if (!untold && !IsOwn(sent, origin)) return FromElsewhere();
  return {};
}

bool IsForm(const Request& request) {
  return MediaType(request.Header("Content-Type")) == "application/x-www-form-urlencoded";
}

Result<Params> ReadForm(std::string_view body) {
  const boost::core::string_view text(body.data(), body.size());
  if (!boost::urls::parse_query(text))
    return Fail(ErrorCode::kMalformed, "The form is not percent-encoded as one is.");
  boost::urls::encoding_opts as_form;
  as_form.space_as_plus = true;
  Params form;
  for (const auto field : boost::urls::params_view(text, as_form)) {
    form.emplace_back(field.key, field.value);
  }
  return form;
}

std::string_view FieldOf(const Params& form, std::string_view name) {
  for (const auto& [key, value] : form) {
    if (key == name) return value;
  }
  return {};
}

Result<void> CheckCsrf(const Request& request, std::string_view csrf) {
  const auto form = ReadForm(request.body);
  if (!form) return std::unexpected(form.error());
  if (access::IsSameSecret(FieldOf(*form, "csrf"), csrf)) return {};
  return Fail(
      ErrorCode::kForbidden,
      "The form is not from a page of this sign-in. Load the page again, and send it anew.");
}

}  // namespace daybook::http
