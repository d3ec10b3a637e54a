#include "tree/checkpoint.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "event/text.h"
#include "tree/lines.h"

namespace daybook::tree {

std::optional<std::uint64_t> ParseSize(std::string_view text) {
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  return size;
}

std::optional<Hash> ParseHash(std::string_view text) {
  const auto bytes = DecodeBase64(text);
  Hash hash;
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::ranges::copy(*bytes, hash.begin());
  return hash;
}

std::string FormatHash(const Hash& hash) {
  return EncodeBase64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string Checkpoint::Text() const {
  return fmt::format("{}\n{}\n{}\n", origin, size, FormatHash(root));
}

Result<Checkpoint> Checkpoint::Parse(std::string_view text) {
  Lines lines(text);
  const auto origin = lines.Next();
  const auto size = lines.Next();
  const auto root = lines.Next();
  if (!root || origin->empty()) {
    return Fail(ErrorCode::kMalformed, "A checkpoint is an origin, a size and a root hash.");
  }
  const auto number = ParseSize(*size);
  const auto hash = ParseHash(*root);
  if (!number || !hash) {
    return Fail(ErrorCode::kMalformed, "A checkpoint's size or root hash is not well-formed.");
  }
  while (const auto extension = lines.Next()) {
    if (extension->empty()) {
      return Fail(ErrorCode::kMalformed, "A checkpoint has an empty extension line.");
    }
  }
  if (!lines.done()) {
    return Fail(ErrorCode::kMalformed, "A checkpoint does not end with a line feed.");
  }
  return Checkpoint{std::string(*origin), *number, *hash};
}

}  // namespace daybook::tree
