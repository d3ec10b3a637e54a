// The two steps of an authorization code (OpenID Connect Core 1.0, section 3.1; RFC 6749; RFC
// 7636).

#ifndef DAYBOOK_HTTP_CODE_EXCHANGE_H_
#define DAYBOOK_HTTP_CODE_EXCHANGE_H_

#include <string>
#include <string_view>

#include "access/pending_sign_ins.h"
#include "http/fetch.h"
#include "http/oidc_options.h"
#include "http/provider_metadata.h"

namespace daybook::http {

/// Where a browser is sent to sign in, to come back to `redirect` with a code.
std::string AuthorizationUrl(const ProviderMetadata& metadata, const OidcOptions& options,
                             const access::BegunSignIn& begun, std::string_view redirect);

/// What redeems a code. `base` has the limits.
FetchRequest RedeemRequest(FetchRequest base, const ProviderMetadata& metadata,
                           const OidcOptions& options, std::string_view code,
                           std::string_view verifier, std::string_view redirect);

/// The ID token of the answer. Fails with kUnauthenticated when the provider refused, saying why in
/// a word of its own (RFC 6749, section 5.2), with kUnavailable when it answered something else.
Result<std::string> ReadTokenAnswer(const Fetched& answer);

/// A word like `access_denied` as it may be shown and logged; "" if it is none.
std::string_view OAuthError(std::string_view text);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CODE_EXCHANGE_H_
