// Whether a change was asked for by a page of this server, and not by another's in the same
// browser.

#ifndef DAYBOOK_HTTP_SAME_ORIGIN_H_
#define DAYBOOK_HTTP_SAME_ORIGIN_H_

#include <cstdint>
#include <string_view>

#include "http/cookies.h"
#include "http/request.h"

namespace daybook::http {

/// What a request proves who it is by. All but a bearer's token the browser adds by itself, to
/// whatever a page has it send.
enum class Proof : std::uint8_t { kNothing, kBearer, kCertificate, kCookie };

/// Whether the method may change something.
bool IsChange(const Request& request);

/// Whether the browser says that a page of this origin sent it: by Sec-Fetch-Site (W3C Fetch
/// Metadata) and Origin (RFC 6454). A request with neither is no browser's, which is fine unless it
/// has a cookie. Fails with kForbidden.
Result<void> CheckSameOrigin(const Request& request, const Origin& origin, Proof proof);

/// Whether what was posted is a form, as any page can have it sent.
bool IsForm(const Request& request);

/// The fields of a form (application/x-www-form-urlencoded). Fails with kMalformed.
Result<Params> ReadForm(std::string_view body);

/// The first value of a field, or "".
std::string_view FieldOf(const Params& form, std::string_view name);

/// Whether the form that was posted says back `csrf`, in its field of that name. Fails with
/// kForbidden, or as ReadForm does.
Result<void> CheckCsrf(const Request& request, std::string_view csrf);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_SAME_ORIGIN_H_
