// Who makes a request, by the credential it comes with.

#ifndef DAYBOOK_HTTP_AUTHENTICATION_H_
#define DAYBOOK_HTTP_AUTHENTICATION_H_

#include "access/principal.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/services.h"

namespace daybook::http {

/// Whose request it is, by its `Authorization: Bearer …` (RFC 6750), or without one by the
/// fingerprint of the certificate that the connection's client has proved to have the key of; ""
/// for none. Everybody's, where no credential is asked for. Fails with kUnauthenticated.
Result<access::PrincipalPtr> Authenticate(const Services& services, const Request& request,
                                          std::string_view certificate);

/// Whether whoever came in still may: until what lets them in is revoked or expires. For answers
/// that go on.
bool StillLetIn(const Services& services, const access::PrincipalPtr& principal);

/// 401 of a request that came with a credential, or with none (RFC 6750, section 3).
Reply UnauthenticatedReply(const Error& error, const Request& request);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_AUTHENTICATION_H_
