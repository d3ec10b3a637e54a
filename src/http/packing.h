// Pages in gzip, for those who take it.

#ifndef DAYBOOK_HTTP_PACKING_H_
#define DAYBOOK_HTTP_PACKING_H_

#include <string_view>

#include "http/reply.h"
#include "http/request.h"

namespace daybook::http {

/// Whether an Accept-Encoding header has gzip in it, and not to say that it is not taken.
bool TakesGzip(std::string_view accept_encoding);

/// Compresses a page whose reader takes gzip (RFC 9110, section 8.4.1.3), if it is worth it;
/// anything else stays as it is. A page has no secret of its reader in it whose length could tell
/// it to whoever has them ask for pages and watches (BREACH): the credential is in a header.
void PackPage(const Request& request, Reply& reply);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PACKING_H_
