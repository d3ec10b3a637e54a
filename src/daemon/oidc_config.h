// What the daemon is told of an identity provider.

#ifndef DAYBOOK_DAEMON_OIDC_CONFIG_H_
#define DAYBOOK_DAEMON_OIDC_CONFIG_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "daybook/error.h"
#include "http/oidc_options.h"

namespace daybook::daemon {

/// The flags, as they were given.
struct OidcFlags {
  std::string issuer, audience, client_id, secret_file, ca;
  std::string groups = "roles";
  std::vector<std::string> rules;
  std::uint64_t leeway_s = 60;
  std::uint64_t refresh_s = 600;
};

/// Nothing where no issuer is named. Fails, saying what is missing or wrong, also of the secret's
/// file, which other users of the machine must not be able to read.
Result<std::optional<http::OidcOptions>> ReadOidc(const OidcFlags& flags);

}  // namespace daybook::daemon

#endif  // DAYBOOK_DAEMON_OIDC_CONFIG_H_
