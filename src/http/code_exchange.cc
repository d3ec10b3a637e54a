#include "http/code_exchange.h"

#include <fmt/format.h>

#include <algorithm>

#include "event/ijson.h"
#include "event/text.h"
#include "http/header_text.h"

namespace daybook::http {
namespace {

constexpr std::size_t kErrorWordBytes = 64;

void AddField(std::string& form, std::string_view name, std::string_view value) {
  if (!form.empty()) form += '&';
  form.append(name).append("=").append(PercentEncode(value));
}

std::string_view AnswerText(const JsonDocument& document, std::string_view name) {
  std::string_view text;
  return document.root().at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

}  // namespace

std::string AuthorizationUrl(const ProviderMetadata& metadata, const OidcOptions& options,
                             const access::BegunSignIn& begun, std::string_view redirect) {
  std::string query;
  AddField(query, "response_type", "code");
  AddField(query, "client_id", options.client_id);
  AddField(query, "redirect_uri", redirect);
  AddField(query, "scope", "openid");
  AddField(query, "state", begun.state);
  AddField(query, "nonce", begun.pending.nonce);
  AddField(query, "code_challenge", access::ChallengeOf(begun.pending.verifier));
  AddField(query, "code_challenge_method", "S256");
  const bool has_query = metadata.authorization.find('?') != std::string::npos;
  return metadata.authorization + (has_query ? "&" : "?") + query;
}

FetchRequest RedeemRequest(FetchRequest base, const ProviderMetadata& metadata,
                           const OidcOptions& options, std::string_view code,
                           std::string_view verifier, std::string_view redirect) {
  std::string form;
  AddField(form, "grant_type", "authorization_code");
  AddField(form, "code", code);
  AddField(form, "redirect_uri", redirect);
  AddField(form, "code_verifier", verifier);
  if (options.client_secret.empty() || metadata.secret_in_body) {
    AddField(form, "client_id", options.client_id);
  }
  if (!options.client_secret.empty()) {
    if (metadata.secret_in_body) {
      AddField(form, "client_secret", options.client_secret);
    } else {  // RFC 6749, section 2.3.1: each is encoded as in a form first
      base.authorization = "Basic " + EncodeBase64(PercentEncode(options.client_id) + ':' +
                                                   PercentEncode(options.client_secret));
    }
  }
  base.method = boost::beast::http::verb::post;
  base.url = metadata.token;
  base.content_type = "application/x-www-form-urlencoded";
  base.body = std::move(form);
  return base;
}

Result<std::string> ReadTokenAnswer(const Fetched& answer) {
  JsonDocument document;
  const bool json = document.Parse(answer.body).has_value() && document.root().is_object();
  if (answer.status == 400 || answer.status == 401) {
    const std::string_view why = json ? OAuthError(AnswerText(document, "error")) : "";
    return Fail(ErrorCode::kUnauthenticated,
                fmt::format("The identity provider did not accept the sign-in{}{}.",
                            why.empty() ? "" : ": ", why));
  }
  const std::string_view token = json ? AnswerText(document, "id_token") : "";
  if (answer.status != 200 || token.empty()) {
    return Fail(
        ErrorCode::kUnavailable,
        fmt::format("The identity provider gave no ID token, but status {}.", answer.status));
  }
  return std::string(token);
}

std::string_view OAuthError(std::string_view text) {
  const bool word = text.size() <= kErrorWordBytes && std::ranges::all_of(text, [](char c) {
                      return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
                    });
  return word ? text : std::string_view();
}

}  // namespace daybook::http
