// The part of a representation that a request's Range asks for (RFC 9110, section 14).

#ifndef DAYBOOK_HTTP_BYTE_RANGE_H_
#define DAYBOOK_HTTP_BYTE_RANGE_H_

#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

namespace daybook::http {

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;

  bool operator==(const ByteRange&) const = default;
};

/// There are no such bytes: 416.
struct Unsatisfiable {};

/// The one range that `range` asks for, of `size` bytes. Nothing when it asks for none that is
/// served here (another unit, several ranges, not well-formed): the whole is the answer then.
std::expected<std::optional<ByteRange>, Unsatisfiable> ReadRange(std::string_view range,
                                                                 std::uint64_t size);

}  // namespace daybook::http

#endif  // DAYBOOK_HTTP_BYTE_RANGE_H_
