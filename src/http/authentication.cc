#include "http/authentication.h"

#include <boost/beast/core/string.hpp>

#include "access/registry.h"
#include "http/view_of.h"

namespace daybook::http {
namespace {

constexpr std::string_view kScheme = "Bearer ";

}  // namespace

Result<access::PrincipalPtr> Authenticate(const Services& services, const Request& request,
                                          std::string_view certificate) {
  if (services.access == nullptr) return access::Everybody();
  const std::string credential = request.Header("Authorization");
  if (credential.empty() && !certificate.empty()) {
    return services.access->ByCertificate(certificate, Now());
  }
  if (credential.empty()) {
    return Fail(ErrorCode::kUnauthenticated,
                "This needs a token, sent as `Authorization: Bearer daybook_…`.");
  }
  const std::string_view scheme = std::string_view(credential).substr(0, kScheme.size());
  if (!boost::beast::iequals({scheme.data(), scheme.size()}, {kScheme.data(), kScheme.size()})) {
    return Fail(ErrorCode::kUnauthenticated, "The one scheme of Authorization here is Bearer.");
  }
  return services.access->ByToken(credential.substr(kScheme.size()), Now());
}

bool StillLetIn(const Services& services, const access::PrincipalPtr& principal) {
  return services.access == nullptr || services.access->Holds(principal, Now());
}

Reply UnauthenticatedReply(const Error& error, const Request& request) {
  Reply reply = ProblemReply(ProblemOf(error), request.path);
  const bool tried = !request.Header("Authorization").empty();
  reply.fields.emplace_back(
      "WWW-Authenticate",
      tried ? R"(Bearer realm="daybook", error="invalid_token")" : R"(Bearer realm="daybook")");
  return reply;
}

}  // namespace daybook::http
