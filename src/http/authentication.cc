#include "http/authentication.h"

#include <boost/beast/core/string.hpp>

#include "access/registry.h"
#include "access/sign_ins.h"
#include "access/token.h"
#include "http/accept.h"
#include "http/header_text.h"
#include "http/identity_provider.h"
#include "http/sign_in_page.h"
#include "http/url.h"
#include "http/view_of.h"

namespace daybook::http {
namespace {

constexpr std::string_view kScheme = "Bearer ";

Result<access::PrincipalPtr> ByBearer(const Services& services, const std::string& credential) {
  const std::string_view scheme = std::string_view(credential).substr(0, kScheme.size());
  if (!boost::beast::iequals({scheme.data(), scheme.size()}, {kScheme.data(), kScheme.size()})) {
    return Fail(ErrorCode::kUnauthenticated, "The one scheme of Authorization here is Bearer.");
  }
  const std::string_view token = std::string_view(credential).substr(kScheme.size());
  if (services.provider == nullptr || token.starts_with(access::kTokenBegin)) {
    return services.access->ByToken(token, Now());
  }
  auto principal = services.provider->ByBearer(token, Now());
  if (!principal) {
    services.log.info("A bearer token was refused: {}", principal.error().detail);
    return principal;
  }
  if (services.access->Holds(*principal, Now())) return principal;
  return Fail(ErrorCode::kUnauthenticated, "Whoever this token is of is not let in here any more.");
}

// Who signed in with this browser; null if nobody has, or may not come in any more.
access::PrincipalPtr ByCookie(Exchange& exchange) {
  const Services& services = exchange.services;
  if (services.sign_ins == nullptr || services.access == nullptr) return nullptr;
  if (exchange.request.headers.count("Cookie") == 0) return nullptr;
  const auto secret = CookieOf(exchange.request, kSignInCookie, exchange.origin());
  if (!secret || secret->empty()) return nullptr;
  auto principal = services.sign_ins->Find(*secret, Now());
  if (!principal) return nullptr;
  if (!services.access->Holds(principal, Now())) {
    services.sign_ins->End(*secret);
    return nullptr;
  }
  exchange.proof = Proof::kCookie;
  exchange.sign_in = Sha256(*secret);
  exchange.visitor = {
      .name = principal->name, .csrf = access::CsrfToken(*secret), .signed_in = true};
  return principal;
}

// For those whose browser proves by itself, or need not prove, who they are.
void LetFormsIn(Exchange& exchange, std::string_view of) {
  if (exchange.services.sign_ins == nullptr) return;
  exchange.visitor.csrf = exchange.services.sign_ins->CsrfTokenWithout(of);
}

Result<void> Set(Exchange& exchange, Result<access::PrincipalPtr> principal) {
  if (!principal) return std::unexpected(std::move(principal.error()));
  exchange.principal = *std::move(principal);
  exchange.visitor.name = exchange.principal->name;
  return {};
}

// Whether a browser asks for something to show; what a script or an image of a page asks for is
// not.
bool WantsPage(const Request& request) {
  if (IsChange(request)) return false;
  const std::string mode = request.Header("Sec-Fetch-Mode");
  if (!mode.empty() && mode != "navigate") return false;
  constexpr std::array<std::string_view, 2> kForms = {"application/problem+json", "text/html"};
  return Negotiate(request.Header("Accept"), kForms) == 1;
}

}  // namespace

Result<void> Authenticate(Exchange& exchange) {
  const Services& services = exchange.services;
  if (services.access == nullptr) {
    LetFormsIn(exchange, "");
    return Set(exchange, access::Everybody());
  }
  const std::string credential = exchange.request.Header("Authorization");
  if (!credential.empty()) {
    exchange.proof = Proof::kBearer;
    return Set(exchange, ByBearer(services, credential));
  }
  if (auto principal = ByCookie(exchange)) return Set(exchange, std::move(principal));
  if (!exchange.peer_certificate.empty()) {
    exchange.proof = Proof::kCertificate;
    LetFormsIn(exchange, exchange.peer_certificate);
    return Set(exchange, services.access->ByCertificate(exchange.peer_certificate, Now()));
  }
  return Fail(ErrorCode::kUnauthenticated,
              "This needs a token, sent as `Authorization: Bearer daybook_…`.");
}

void Recognise(Exchange& exchange) { static_cast<void>(ByCookie(exchange)); }

bool StillLetIn(const Exchange& exchange) {
  const Services& services = exchange.services;
  if (services.access == nullptr) return true;
  if (exchange.sign_in && !services.sign_ins->IsOn(*exchange.sign_in, Now())) return false;
  return services.access->Holds(exchange.principal, Now());
}

Reply UnauthenticatedReply(const Error& error, const Request& request) {
  const bool tried = !request.Header("Authorization").empty();
  if (!tried && WantsPage(request)) return ToSignIn(request);
  Reply reply = ProblemReply(ProblemOf(error), request.path);
  if (reply.status != 401) return reply;
  reply.fields.emplace_back(
      "WWW-Authenticate",
      tried ? R"(Bearer realm="daybook", error="invalid_token")" : R"(Bearer realm="daybook")");
  return reply;
}

Result<void> CheckHost(const Exchange& exchange) {
  if (exchange.services.access != nullptr) return {};
  const std::string host = exchange.request.Header("Host");
  if (host.empty() || IsLoopbackAuthority(host)) return {};
  return Fail(ErrorCode::kForbidden,
              "This daemon is open to all of its machine, and to nobody who calls it by another "
              "name than localhost.");
}

}  // namespace daybook::http
