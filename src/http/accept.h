// Choosing a representation by the Accept header (RFC 9110, section 12.5.1).

#ifndef DAYBOOK_HTTP_ACCEPT_H_
#define DAYBOOK_HTTP_ACCEPT_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace daybook::http {

/// The index in `offered` of the media type that `accept` prefers; of equals, the first one
/// offered. Everything is acceptable when `accept` is empty. Nothing when nothing offered is.
std::optional<std::size_t> Negotiate(std::string_view accept,
                                     std::span<const std::string_view> offered);

/// The forms that rows leave in.
enum class Format : std::uint8_t { kJson, kNdjson, kCsv };

/// The form that `accept` prefers, JSON if it does not matter, or nothing.
std::optional<Format> NegotiateFormat(std::string_view accept);

/// The Content-Type of a form.
std::string_view ContentType(Format format);

/// Whether an If-None-Match header lists `etag` (with its quotes) or is `*`; compared weakly.
bool EtagMatches(std::string_view if_none_match, std::string_view etag);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_ACCEPT_H_
