#include "http/provider_metadata.h"

#include <fmt/format.h>

#include <algorithm>

#include "access/vouched.h"
#include "event/ijson.h"

namespace daybook::http {
namespace {

namespace dom = simdjson::dom;

std::string_view MetadataText(dom::element metadata, std::string_view name) {
  std::string_view text;
  return metadata.at_key(name).get(text) == simdjson::SUCCESS ? text : std::string_view();
}

bool Lists(dom::element metadata, std::string_view name, std::string_view wanted) {
  dom::array array;
  if (metadata.at_key(name).get(array) != simdjson::SUCCESS) return false;
  return std::ranges::any_of(array, [&](dom::element element) {
    std::string_view text;
    return element.get(text) == simdjson::SUCCESS && text == wanted;
  });
}

// An https issuer has everything at https; on loopback there is nobody in between.
Result<Url> ReadEndpoint(dom::element metadata, std::string_view name, bool tls) {
  auto url = ParseUrl(MetadataText(metadata, name));
  if (!url) {
    return Fail(ErrorCode::kMalformed, fmt::format("its `{}`: {}", name, url.error().detail));
  }
  if (!url->IsPrivate() || (tls && !url->tls)) {
    return Fail(ErrorCode::kMalformed, fmt::format("its `{}` is not at https", name));
  }
  return url;
}

}  // namespace

Result<Url> MetadataUrl(std::string_view issuer) {
  if (!access::IsIssuer(issuer)) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("`{}` is no issuer: that is an URL without ? and #", issuer));
  }
  std::string text(issuer);
  while (text.ends_with('/')) text.pop_back();
  auto url = ParseUrl(text + "/.well-known/openid-configuration");
  if (!url) return Fail(ErrorCode::kMalformed, fmt::format("{}: {}", issuer, url.error().detail));
  if (!url->IsPrivate()) {
    return Fail(ErrorCode::kMalformed,
                fmt::format("{} is beyond this machine, and not at https: what it says could be "
                            "changed on the way",
                            issuer));
  }
  return url;
}

Result<ProviderMetadata> ReadMetadata(std::string_view json, std::string_view issuer) {
  JsonDocument document;
  if (auto parsed = document.Parse(json); !parsed) return std::unexpected(parsed.error());
  const dom::element root = document.root();
  if (MetadataText(root, "issuer") != issuer) {
    return Fail(ErrorCode::kMalformed, "its metadata is of another issuer");
  }
  const bool tls = issuer.starts_with("https:");
  auto keys = ReadEndpoint(root, "jwks_uri", tls);
  if (!keys) return std::unexpected(std::move(keys.error()));
  auto token = ReadEndpoint(root, "token_endpoint", tls);
  if (!token) return std::unexpected(std::move(token.error()));
  const auto authorization = ReadEndpoint(root, "authorization_endpoint", tls);
  if (!authorization) return std::unexpected(authorization.error());
  bool says_issuer = false;
  const bool stated =
      root.at_key("authorization_response_iss_parameter_supported").get(says_issuer) ==
      simdjson::SUCCESS;
  constexpr std::string_view kMethods = "token_endpoint_auth_methods_supported";
  return ProviderMetadata{
      .keys = *std::move(keys),
      .token = *std::move(token),
      .authorization = std::string(MetadataText(root, "authorization_endpoint")),
      .secret_in_body = Lists(root, kMethods, "client_secret_post") &&
                        !Lists(root, kMethods, "client_secret_basic"),
      .says_issuer = stated && says_issuer};
}

}  // namespace daybook::http
