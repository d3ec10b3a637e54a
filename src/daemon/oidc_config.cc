#include "daemon/oidc_config.h"

#include <filesystem>

#include "http/provider_metadata.h"
#include "log/small_file.h"

namespace daybook::daemon {
namespace {

std::unexpected<Error> Wrong(std::string why) {
  return Fail(ErrorCode::kMalformed, std::move(why));
}

Result<std::string> ReadClientSecret(const std::string& file) {
  std::error_code unknown;
  const auto others =
      std::filesystem::status(file, unknown).permissions() & std::filesystem::perms::others_all;
  if (!unknown && others != std::filesystem::perms::none) {
    return Wrong(file +
                 ", the client's secret, is open to every user of this machine: chmod o= " + file);
  }
  auto text = ReadSmallFile(file);
  if (!text) return std::unexpected(std::move(text.error()));
  if (!*text) return Wrong("There is no file " + file + ", of --oidc-client-secret-file.");
  std::string secret = **std::move(text);
  while (secret.ends_with('\n') || secret.ends_with('\r')) secret.pop_back();
  if (secret.empty()) return Wrong(file + ", of --oidc-client-secret-file, is empty.");
  return secret;
}

// What is of no use, or of another than meant, without something else.
Result<void> CheckFlags(const OidcFlags& flags) {
  if (flags.audience.empty() && flags.client_id.empty()) {
    return Wrong(
        "--oidc-issuer needs --oidc-audience, for which tokens are, or --oidc-client-id, as which "
        "the daemon signs people in.");
  }
  if (flags.client_id.empty() && !flags.secret_file.empty()) {
    return Wrong("--oidc-client-secret-file is of --oidc-client-id.");
  }
  if (flags.rules.empty()) {
    return Wrong("--oidc-issuer needs an --oidc-role: without one, nobody has rights.");
  }
  if (flags.groups.empty()) return Wrong("--oidc-role-claim has no name.");
  return {};
}

bool HasAny(const OidcFlags& flags) {
  return !flags.audience.empty() || !flags.client_id.empty() || !flags.secret_file.empty() ||
         !flags.ca.empty() || !flags.rules.empty();
}

}  // namespace

Result<std::optional<http::OidcOptions>> ReadOidc(const OidcFlags& flags) {
  if (flags.issuer.empty()) {
    if (HasAny(flags)) return Wrong("What begins --oidc- needs --oidc-issuer.");
    return std::nullopt;
  }
  if (auto fine = CheckFlags(flags); !fine) return std::unexpected(std::move(fine.error()));
  if (auto url = http::MetadataUrl(flags.issuer); !url) {
    return Wrong("--oidc-issuer: " + url.error().detail + '.');
  }
  http::OidcOptions options{.issuer = flags.issuer,
                            .audience = flags.audience,
                            .client_id = flags.client_id,
                            .groups = flags.groups,
                            .ca = flags.ca,
                            .leeway = std::chrono::seconds(flags.leeway_s),
                            .refresh = std::chrono::seconds(flags.refresh_s)};
  if (!flags.secret_file.empty()) {
    auto secret = ReadClientSecret(flags.secret_file);
    if (!secret) return std::unexpected(std::move(secret.error()));
    options.client_secret = *std::move(secret);
  }
  for (const std::string& text : flags.rules) {
    auto rule = access::ParseRoleRule(text);
    if (!rule) return Wrong("--oidc-role: " + rule.error().detail);
    options.rules.push_back(*std::move(rule));
  }
  return options;
}

}  // namespace daybook::daemon
