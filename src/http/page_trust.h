// What pages say of how the server itself was checked lately.

#ifndef DAYBOOK_HTTP_PAGE_TRUST_H_
#define DAYBOOK_HTTP_PAGE_TRUST_H_

#include <string>

#include "http/exchange.h"

namespace daybook::http {

/// When a witness last cosigned, since the server started, in a sentence; "" for a book that has
/// none. Cosigned checkpoints tell the same.
std::string CosignedWords(const Exchange& exchange);

/// When the stored views were last made anew from the book and compared, since the server started,
/// and what came of it, in a sentence.
std::string ReplayedWords(const Exchange& exchange);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_PAGE_TRUST_H_
