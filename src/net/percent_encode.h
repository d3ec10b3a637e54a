// Text within addresses.

#ifndef DAYBOOK_NET_PERCENT_ENCODE_H_
#define DAYBOOK_NET_PERCENT_ENCODE_H_

#include <string>
#include <string_view>

namespace daybook::net {

/// `text` with all but RFC 3986's unreserved characters percent-encoded: for a path or a query.
std::string PercentEncode(std::string_view text);

}  // namespace daybook::net

#endif  // DAYBOOK_NET_PERCENT_ENCODE_H_
