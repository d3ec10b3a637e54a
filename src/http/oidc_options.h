// Whom the daemon believes about who somebody is: settings and limits, each with its reason.

#ifndef DAYBOOK_HTTP_OIDC_OPTIONS_H_
#define DAYBOOK_HTTP_OIDC_OPTIONS_H_

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "access/vouched.h"

namespace daybook::http {

struct OidcOptions {
  std::string issuer;            ///< As its tokens and its metadata name it.
  std::string audience;          ///< What bearer tokens must be for; "": none is taken.
  std::string client_id;         ///< The daemon's own; "": nobody signs in with a browser there.
  std::string client_secret;     ///< "" for a public client, which PKCE protects alone.
  std::string groups = "roles";  ///< As JwtExpectation::groups.
  std::vector<access::RoleRule> rules;  ///< Without one, nobody has rights.
  std::filesystem::path
      ca;  ///< Who signs the provider's certificate (PEM); "": whom the system believes.

  /// How far apart the clocks may be.
  std::chrono::seconds leeway{60};
  /// Between two looks at the provider's keys: how long one that it withdrew is still believed.
  std::chrono::milliseconds refresh{10 * 60 * 1'000};
  /// Least time between two looks, whatever asks for one: a failure, a token by an unknown key.
  std::chrono::milliseconds refresh_least{30'000};
  /// Keys that could not be looked at again for so long are not believed any more.
  std::chrono::milliseconds keys_age_max{24 * 60 * 60 * 1'000};
  /// For one answer of the provider's, from looking up its host.
  std::chrono::milliseconds timeout{5'000};
  /// One answer of the provider's: metadata and keys are some KiB.
  std::size_t answer_bytes_max = 256 * 1024;
  /// Verified tokens that are remembered: about 1 MiB.
  std::size_t tokens_max = 4'096;
  /// Sign-ins that are at the provider at a time, and how long one may take there: typing a
  /// password and finding a second factor.
  std::size_t pending_max = 4'096;
  std::chrono::seconds pending_time{10 * 60};
};

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_OIDC_OPTIONS_H_
