#include "http/sign_in_page.h"

#include <fmt/format.h>

#include <algorithm>

#include "http/header_text.h"

namespace daybook::http {
namespace {

// A longer way back is not worth the header.
constexpr std::size_t kReturnBytes = 2'048;

constexpr std::string_view kSignInPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

constexpr std::string_view kPageBegin = R"(<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in – Daybook</title>
</head>
<body>
<main>
<h1>Sign in to Daybook</h1>
)";
constexpr std::string_view kPageEnd = "</main>\n</body>\n</html>\n";

std::string Escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '>':
        html += "&gt;";
        break;
      case '"':
        html += "&quot;";
        break;
      case '\'':
        html += "&#39;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string Hidden(std::string_view name, std::string_view value) {
  return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">\n", name, Escaped(value));
}

std::string SignedInPart(const SignInPage& page) {
  return fmt::format(
      "<p>You are signed in as <strong>{}</strong>. <a href=\"{}\">Go on</a></p>\n"
      "<form method=\"post\" action=\"/sign-out\">\n{}<button>Sign out</button>\n</form>\n",
      Escaped(page.name), Escaped(page.back), Hidden("csrf", page.csrf));
}

std::string ProviderPart(const SignInPage& page) {
  return fmt::format(
      "<p><a href=\"/sign-in/oidc?return={}\">Sign in with your organisation’s account</a></p>\n",
      PercentEncode(page.back));
}

std::string TokenPart(const SignInPage& page) {
  std::string hidden = Hidden("return", page.back);
  if (!page.csrf.empty()) hidden += Hidden("csrf", page.csrf);
  return fmt::format(
      "<form method=\"post\" action=\"/sign-in\">\n{}"
      "<p><label for=\"token\">Token</label>\n"
      "<input id=\"token\" name=\"token\" type=\"password\" required autocomplete=\"off\" "
      "spellcheck=\"false\" aria-describedby=\"token-hint\"></p>\n"
      "<p id=\"token-hint\">It begins with daybook_; whoever grants access here makes one.</p>\n"
      "<button>Sign in with a token</button>\n</form>\n",
      hidden);
}

}  // namespace

Reply RenderSignIn(const SignInPage& page, unsigned status) {
  std::string html(kPageBegin);
  if (!page.message.empty()) {
    html += fmt::format("<p role=\"alert\">{}</p>\n", Escaped(page.message));
  }
  if (!page.name.empty()) html += SignedInPart(page);
  if (page.provider) html += ProviderPart(page);
  html += TokenPart(page);
  html += kPageEnd;
  Reply reply = TextReply("text/html; charset=utf-8", std::move(html));
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
