// GET, POST /sign-in, GET /sign-in/oidc, GET /sign-in/callback, POST /sign-out: signing in with a
// browser

#include <utility>

#include "access/registry.h"
#include "access/sign_ins.h"
#include "http/code_exchange.h"
#include "http/header_text.h"
#include "http/identity_provider.h"
#include "http/resources.h"
#include "http/sign_in_page.h"
#include "http/view_of.h"

namespace daybook::http {
namespace {

bool HasProvider(const Services& services) {
  return services.provider != nullptr && !services.provider->options().client_id.empty();
}

// The page as this visitor sees it.
SignInPage PageFor(const Exchange& exchange, std::string_view back, std::string message = "") {
  return {.message = std::move(message),
          .back = SafeReturn(back),
          .provider = HasProvider(exchange.services),
          .name = exchange.visitor.signed_in ? exchange.visitor.name : "",
          .csrf = exchange.visitor.csrf};
}

// The page again, with the reason why nobody is signed in by what was sent.
Reply NotSignedIn(const Exchange& exchange, std::string_view back, const Error& error) {
  const unsigned status = StatusOf(error.code) == 401 ? 403 : StatusOf(error.code);
  return RenderSignIn(PageFor(exchange, back, error.detail), status);
}

// Whoever was signed in with this browser is not any more.
void EndSignIn(const Exchange& exchange) {
  const auto secret = CookieOf(exchange.request, kSignInCookie, exchange.origin());
  if (secret && exchange.services.sign_ins != nullptr) exchange.services.sign_ins->End(*secret);
}

// Signs somebody in, and leads on to where they wanted to go.
Result<Reply> SignIn(const Exchange& exchange, access::PrincipalPtr principal,
                     std::string_view back) {
  EndSignIn(exchange);
  const auto secret = exchange.services.sign_ins->Begin(std::move(principal), Now());
  if (!secret) return std::unexpected(secret.error());
  Reply reply = SeeOther(SafeReturn(back));
  reply.fields.emplace_back("Set-Cookie", SetCookie(kSignInCookie, *secret, exchange.origin()));
  return reply;
}

bool CanSignIn(const Services& services) {
  return services.access != nullptr && services.sign_ins != nullptr;
}

std::string RedirectUri(const Exchange& exchange) {
  return exchange.origin().Text() + "/sign-in/callback";
}

// Whether it is the answer of this provider and no other (RFC 9207), and one with a code. What else
// comes with it is of no interest here.
Result<void> CheckCallback(const Params& params, const IdentityProvider& provider) {
  const std::string_view issuer = FieldOf(params, "iss");
  const std::string_view refusal = FieldOf(params, "error");
  const auto known = provider.published();
  const bool silent = issuer.empty() && known && !known->metadata.says_issuer;
  if (!silent && issuer != provider.options().issuer) {
    return Fail(ErrorCode::kForbidden, "This is an answer of another identity provider.");
  }
  if (!refusal.empty()) {
    return Fail(ErrorCode::kForbidden,
                "The identity provider has signed nobody in: " + std::string(OAuthError(refusal)));
  }
  if (FieldOf(params, "code").empty())
    return Fail(ErrorCode::kMalformed, "The answer has no code.");
  return {};
}

Result<void> CheckSignedIn(const Exchange& exchange, const access::PrincipalPtr& principal) {
  if (!exchange.services.access->Holds(principal, Now())) {
    return Fail(ErrorCode::kForbidden, "You are not let in here any more.");
  }
  if (principal->role != nullptr) return {};
  return Fail(ErrorCode::kForbidden,
              "You are known, and have no role here: ask whoever grants access.");
}

// Who the code says has signed in. The provider may have a new key since it was last looked at.
boost::asio::awaitable<Result<access::PrincipalPtr>> RedeemFor(Exchange& exchange, std::string code,
                                                               access::PendingSignIn pending) {
  IdentityProvider& provider = *exchange.services.provider;
  std::string redirect = RedirectUri(exchange);
  auto token =
      co_await provider.Redeem(std::move(code), std::move(pending.verifier), std::move(redirect));
  if (!token) co_return std::unexpected(std::move(token.error()));
  const Instant until = Now() + exchange.services.sign_ins->options().lifetime;
  auto principal = provider.BySignIn(*token, pending.nonce, Now(), until);
  if (!principal && principal.error().code == ErrorCode::kUnavailable) {
    co_await provider.Look(exchange.waiter);
    principal = provider.BySignIn(*token, pending.nonce, Now(), until);
  }
  if (!principal) {
    exchange.services.log.warn("A sign-in was refused: {}", principal.error().detail);
    co_return std::unexpected(std::move(principal.error()));
  }
  auto fine = CheckSignedIn(exchange, *principal);
  if (!fine) co_return std::unexpected(std::move(fine.error()));
  co_return principal;
}

}  // namespace

AsyncReply GetSignIn(Exchange& exchange) {
  const std::string_view back = FieldOf(exchange.request.params, "return");
  if (!CanSignIn(exchange.services)) co_return SeeOther(SafeReturn(back));
  co_return RenderSignIn(PageFor(exchange, back));
}

AsyncReply PostSignIn(Exchange& exchange) {
  const auto form = ReadForm(exchange.request.body);
  if (!form) co_return std::unexpected(form.error());
  const std::string_view back = FieldOf(*form, "return");
  if (!CanSignIn(exchange.services)) co_return SeeOther(SafeReturn(back));
  const std::string_view token = Trim(FieldOf(*form, "token"));
  if (token.empty()) {
    const Error none{ErrorCode::kMalformed, "Enter a token.", {}};
    co_return NotSignedIn(exchange, back, none);
  }
  auto principal = exchange.services.access->ByToken(token, Now());
  if (!principal) co_return NotSignedIn(exchange, back, principal.error());
  co_return SignIn(exchange, *std::move(principal), back);
}

Result<void> CheckForm(const Request& request) {
  if (IsForm(request) || request.Header("Content-Type").empty()) return {};
  return Fail(ErrorCode::kUnsupported, "This takes a form: application/x-www-form-urlencoded.");
}

AsyncReply GetOidcSignIn(Exchange& exchange) {
  const std::string_view back = FieldOf(exchange.request.params, "return");
  if (!CanSignIn(exchange.services) || !HasProvider(exchange.services)) {
    const Error none{ErrorCode::kNotFound, "There is no identity provider to sign in with.", {}};
    co_return NotSignedIn(exchange, back, none);
  }
  IdentityProvider& provider = *exchange.services.provider;
  if (!provider.published()) co_await provider.Look(exchange.waiter);
  const auto known = provider.published();
  if (!known) {
    const Error away{ErrorCode::kUnavailable, "The identity provider cannot be reached now.", {}};
    co_return NotSignedIn(exchange, back, away);
  }
  const auto begun = provider.pending().Begin(SafeReturn(back), Now());
  if (!begun) co_return std::unexpected(begun.error());
  Reply reply = SeeOther(
      AuthorizationUrl(known->metadata, provider.options(), *begun, RedirectUri(exchange)));
  reply.fields.emplace_back("Set-Cookie",
                            SetCookie(kPendingCookie, begun->browser, exchange.origin()));
  co_return reply;
}

AsyncReply GetSignInCallback(Exchange& exchange) {
  if (!CanSignIn(exchange.services) || !HasProvider(exchange.services)) {
    co_return Fail(ErrorCode::kNotFound, "There is no identity provider to come back from.");
  }
  IdentityProvider& provider = *exchange.services.provider;
  const Params& params = exchange.request.params;
  const auto browser = CookieOf(exchange.request, kPendingCookie, exchange.origin());
  auto pending = provider.pending().Take(FieldOf(params, "state"), browser.value_or(""), Now());
  if (!pending) {
    const Error unknown{
        ErrorCode::kForbidden, "This sign-in did not begin in this browser, or too long ago.", {}};
    co_return NotSignedIn(exchange, "/", unknown);
  }
  const std::string back = pending->back;
  auto fine = CheckCallback(params, provider);
  if (!fine) co_return NotSignedIn(exchange, back, fine.error());
  std::string code(FieldOf(params, "code"));
  access::PendingSignIn begun = *std::move(pending);
  auto principal = co_await RedeemFor(exchange, std::move(code), std::move(begun));
  if (!principal) co_return NotSignedIn(exchange, back, principal.error());
  auto reply = SignIn(exchange, *std::move(principal), back);
  if (reply) {
    reply->fields.emplace_back("Set-Cookie", DropCookie(kPendingCookie, exchange.origin()));
  }
  co_return reply;
}

AsyncReply PostSignOut(Exchange& exchange) {
  EndSignIn(exchange);
  Reply reply = SeeOther("/sign-in");
  reply.fields.emplace_back("Set-Cookie", DropCookie(kSignInCookie, exchange.origin()));
  co_return reply;
}

}  // namespace daybook::http
