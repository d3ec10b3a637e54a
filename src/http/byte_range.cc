#include "http/byte_range.h"

#include <algorithm>
#include <charconv>

namespace daybook::http {
namespace {

std::optional<std::uint64_t> ReadBytePosition(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  return number;
}

}  // namespace

std::expected<std::optional<ByteRange>, Unsatisfiable> ReadRange(std::string_view range,
                                                                 std::uint64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!range.starts_with(kUnit)) return std::nullopt;
  range.remove_prefix(kUnit.size());
  const std::size_t dash = range.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = ReadBytePosition(range.substr(0, dash));
  const auto last = ReadBytePosition(range.substr(dash + 1));
  if (dash == 0) {  // `-500`: the last 500
    if (!last) return std::nullopt;
    if (*last == 0 || size == 0) return std::unexpected(Unsatisfiable());
    const std::uint64_t count = std::min(*last, size);
    return ByteRange{.first = size - count, .count = count};
  }
  const bool to_the_end = dash + 1 == range.size();
  if (!first || (!last && !to_the_end) || (last && *last < *first)) return std::nullopt;
  if (*first >= size) return std::unexpected(Unsatisfiable());
  const std::uint64_t end = to_the_end ? size : std::min(*last, size - 1) + 1;
  return ByteRange{.first = *first, .count = end - *first};
}

}  // namespace daybook::http
