#include "http/sign_in_page.h"

#include <algorithm>

#include "http/header_text.h"
#include "web/pages.h"

namespace daybook::http {
namespace {

// A longer way back is not worth the header.
constexpr std::size_t kReturnBytes = 2'048;

constexpr std::string_view kSignInPolicy =
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'";

}  // namespace

Reply RenderSignIn(const SignInPage& page, unsigned status) {
  Reply reply = TextReply("text/html; charset=utf-8",
                          web::SignInPage({.refusal = page.message,
                                           .back = page.back,
                                           .back_encoded = PercentEncode(page.back),
                                           .provider = page.provider,
                                           .name = page.name,
                                           .csrf = page.csrf}));
  reply.status = status;
  reply.fields.emplace_back("Content-Security-Policy", kSignInPolicy);
  // Its own forms say from where they are sent, also in a browser without Sec-Fetch-Site.
  reply.fields.emplace_back("Referrer-Policy", "same-origin");
  return reply;
}

std::string SafeReturn(std::string_view wanted) {
  const bool local = wanted.starts_with('/') && !wanted.starts_with("//") &&
                     wanted.size() <= kReturnBytes && std::ranges::all_of(wanted, [](char c) {
                       return c > ' ' && c <= '~' && c != '\\' && c != '#';
                     });
  if (!local || wanted.starts_with("/sign-")) return "/";
  return std::string(wanted);
}

Reply SeeOther(std::string location) {
  Reply reply;
  reply.status = 303;
  reply.fields.emplace_back("Location", std::move(location));
  return reply;
}

Reply ToSignIn(const Request& request) {
  std::string back = request.path;
  for (std::size_t i = 0; i < request.params.size(); ++i) {
    const auto& [name, value] = request.params[i];
    back += (i == 0 ? '?' : '&') + PercentEncode(name) + '=' + PercentEncode(value);
  }
  return SeeOther("/sign-in?return=" + PercentEncode(SafeReturn(back)));
}

}  // namespace daybook::http
