// Who makes a request, by what it comes with.

#ifndef DAYBOOK_HTTP_AUTHENTICATION_H_
#define DAYBOOK_HTTP_AUTHENTICATION_H_

#include "http/exchange.h"
#include "http/reply.h"

namespace daybook::http {

/// Finds out whose request it is, and fills in `principal`, `proof`, `visitor` and `sign_in` of the
/// exchange. It counts, in this order: its `Authorization: Bearer …` (RFC 6750), a token of
/// Daybook's or of the identity provider's; the cookie of a sign-in; the fingerprint of the
/// certificate that the connection's client has proved to have the key of. Everybody's, where no
/// credential is asked for. Fails with kUnauthenticated, or kUnavailable when another look at the
/// identity provider may tell.
Result<void> Authenticate(Exchange& exchange);

/// The same for a route that asks for no credential: only who has signed in is found out, and gets
/// no rights by it.
void Recognise(Exchange& exchange);

/// Whether whoever came in still may: until what lets them in is revoked or expires, or they sign
/// out. For answers that go on.
bool StillLetIn(const Exchange& exchange);

/// 401 of a request that came with a credential, or with none (RFC 6750, section 3). A browser that
/// wants a page and has none is sent to sign in, and back.
Reply UnauthenticatedReply(const Error& error, const Request& request);

/// Where no credential is asked for: whether the request is for this machine. A page of another
/// site whose name was made to mean 127.0.0.1 would have its own name as the host (DNS rebinding).
/// Fails with kForbidden.
Result<void> CheckHost(const Exchange& exchange);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_AUTHENTICATION_H_
