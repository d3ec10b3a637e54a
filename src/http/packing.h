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
/// anything else, and a page with a form that has a secret of its reader's, stays as it is.
void PackPage(const Request& request, Reply& reply);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PACKING_H_
