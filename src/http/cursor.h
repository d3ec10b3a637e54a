// Cursors: where a search goes on, opaque to whoever carries one.
//
//   cursor := base64url( version position occurred query )
//   version := %x01
//   position := 8 bytes, big-endian
//   occurred := 8 bytes, big-endian: microseconds since 1970 in two's complement
//   query := the first 8 bytes of SHA-256 over the search's filters and order
//
// A cursor goes with the search it came from: with another one it would skip events silently.

#ifndef DAYBOOK_HTTP_CURSOR_H_
#define DAYBOOK_HTTP_CURSOR_H_

#include <string>
#include <string_view>

#include "daybook/log.h"

namespace daybook::http {

std::string EncodeCursor(const Query& query, const SearchMark& mark);

/// Fails with kMalformed when it is no cursor, or one of another search.
Result<SearchMark> DecodeCursor(const Query& query, std::string_view cursor);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_CURSOR_H_
