#include "event/text.h"

#include <openssl/evp.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdint>

#include "daybook/limits.h"

namespace daybook {
namespace {

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return IsLower(c) || (c >= 'A' && c <= 'Z'); }

bool IsOneOf(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

// The code point at the front of valid UTF-8, which is taken off.
std::uint32_t TakeCodePoint(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    point = point << 6 | (static_cast<std::uint8_t>(text[i]) & 0x3FU);
  }
  text.remove_prefix(length);
  return point;
}

bool IsNoncharacter(std::uint32_t point) {
  return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
}

}  // namespace

bool IsCloudEventsString(std::string_view text) {
  if (!IsUtf8(text)) return false;
  while (!text.empty()) {
    const std::uint32_t point = TakeCodePoint(text);
    const bool control = point < 0x20 || (point >= 0x7F && point <= 0x9F);
    if (control || IsNoncharacter(point)) return false;
  }
  return true;
}

bool HasNoncharacter(std::string_view text) {
  // All of them are U+FDD0 or more, which begins with EF; hardly any text has that byte.
  const auto first =
      std::ranges::find_if(text, [](char c) { return static_cast<std::uint8_t>(c) >= 0xEF; });
  text.remove_prefix(static_cast<std::size_t>(first - text.begin()));
  while (!text.empty()) {
    if (IsNoncharacter(TakeCodePoint(text))) return true;
  }
  return false;
}

bool IsKind(std::string_view text) {
  return !text.empty() && text.size() <= limits::kKindBytes && IsLower(text.front()) &&
         std::ranges::all_of(text, [](char c) { return IsLower(c) || IsDigit(c) || c == '-'; });
}

bool IsSubject(std::string_view text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos || text.size() > limits::kSubjectBytes) return false;
  const std::string_view id = text.substr(slash + 1);
  return IsKind(text.substr(0, slash)) && !id.empty() && std::ranges::all_of(id, [](char c) {
           return IsLetter(c) || IsDigit(c) || IsOneOf(c, "._~:@+-");
         });
}

bool IsBase64(std::string_view text) {
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return std::ranges::all_of(text,
                             [](char c) { return IsLetter(c) || IsDigit(c) || IsOneOf(c, "+/"); });
}

std::string EncodeBase64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a NUL
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()),
                                     reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (!IsBase64(text)) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  // OpenSSL counts the padding's bytes too.
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(bytes.size() - padding);
  if (EncodeBase64(bytes) != text) return std::nullopt;
  return bytes;
}

std::string EncodeBase64Url(std::string_view bytes) {
  std::string text = EncodeBase64(bytes);
  text.resize(std::min(text.size(), text.find('=')));
  std::ranges::replace(text, '+', '-');
  std::ranges::replace(text, '/', '_');
  return text;
}

std::optional<std::string> DecodeBase64Url(std::string_view text) {
  if (text.find_first_of("+/=") != std::string_view::npos) return std::nullopt;
  std::string padded(text);
  std::ranges::replace(padded, '-', '+');
  std::ranges::replace(padded, '_', '/');
  padded.append((4 - padded.size() % 4) % 4, '=');
  return DecodeBase64(padded);
}

bool IsUtf8(std::string_view text) { return simdjson::validate_utf8(text.data(), text.size()); }

std::string MediaType(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  while (type.ends_with(' ') || type.ends_with('\t')) type.pop_back();
  std::ranges::transform(type, type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return type;
}

bool IsJsonMediaType(std::string_view media_type) {
  return media_type == "application/json" || media_type == "text/json" ||
         media_type.ends_with("+json");
}

}  // namespace daybook
