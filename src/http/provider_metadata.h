// What an identity provider says of itself (OpenID Connect Discovery 1.0, sections 3 and 4).

#ifndef DAYBOOK_HTTP_PROVIDER_METADATA_H_
#define DAYBOOK_HTTP_PROVIDER_METADATA_H_

#include <string>
#include <string_view>

#include "daybook/error.h"
#include "http/url.h"

namespace daybook::http {

struct ProviderMetadata {
  Url keys;
  Url token;                    ///< Where codes are redeemed.
  std::string authorization;    ///< Where browsers are sent, as the provider writes it.
  bool secret_in_body = false;  ///< A client's secret is sent in the form, not as Basic.
  bool says_issuer = false;     ///< Its answer by way of the browser has `iss` (RFC 9207).
};

/// Where the metadata of an issuer is. Fails with kMalformed if it is no issuer's URL, or would be
/// asked in the clear beyond loopback.
Result<Url> MetadataUrl(std::string_view issuer);

/// Reads the metadata. Fails with kMalformed if it is of another issuer, or names something that
/// would be asked in the clear.
Result<ProviderMetadata> ReadMetadata(std::string_view json, std::string_view issuer);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PROVIDER_METADATA_H_
