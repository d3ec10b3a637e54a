// Packing numbers and texts into bytes that stay on this machine: native byte order.

#ifndef DAYBOOK_IMPROVEMENT_PACKING_H_
#define DAYBOOK_IMPROVEMENT_PACKING_H_

#include <algorithm>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

namespace daybook::improvement {

template <typename T>
  requires std::is_trivially_copyable_v<T>
void Pack(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

/// The text after its length, which is cut to what `Length` can say.
template <typename Length>
void PackText(std::string& bytes, std::string_view text) {
  const std::size_t size = std::min<std::size_t>(text.size(), std::numeric_limits<Length>::max());
  Pack(bytes, static_cast<Length>(size));
  bytes.append(text.substr(0, size));
}

/// Takes a value off the front of `bytes`. Bytes cut short leave nothing, and give zeros.
template <typename T>
  requires std::is_trivially_copyable_v<T>
T Take(std::string_view& bytes) {
  T value{};
  if (bytes.size() < sizeof(value)) {
    bytes = {};
    return value;
  }
  bytes.copy(reinterpret_cast<char*>(&value), sizeof(value));
  bytes.remove_prefix(sizeof(value));
  return value;
}

template <typename Length>
std::string_view TakeText(std::string_view& bytes) {
  const auto size = static_cast<std::size_t>(Take<Length>(bytes));
  const std::string_view text = bytes.substr(0, size);
  bytes.remove_prefix(text.size());
  return text;
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_PACKING_H_
