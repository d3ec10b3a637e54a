#include "web/address.h"

#include <algorithm>

namespace daybook::web {
namespace {

bool IsUnreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// RFC 3986, section 2.1; `also` stands as it is.
void AppendEncoded(std::string& out, std::string_view text, std::string_view also) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  for (const char c : text) {
    if (IsUnreserved(c) || also.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
}

}  // namespace

Address Address::With(std::string_view name, std::string_view value) const {
  Address changed = *this;
  const auto found =
      std::ranges::find(changed.params, name, &std::pair<std::string, std::string>::first);
  if (found == changed.params.end()) {
    if (!value.empty()) changed.params.emplace_back(name, value);
  } else if (value.empty()) {
    changed.params.erase(found);
  } else {
    found->second = value;
  }
  return changed;
}

Address Address::With(const std::vector<std::pair<std::string, std::string>>& more) const {
  Address changed = *this;
  for (const auto& [name, value] : more) changed = changed.With(name, value);
  return changed;
}

std::string_view Address::Value(std::string_view name) const {
  for (const auto& [key, value] : params) {
    if (key == name) return value;
  }
  return {};
}

std::string Address::Text() const {
  std::string text = path;
  char before = '?';
  for (const auto& [name, value] : params) {
    text += before;
    AppendEncoded(text, name, "");
    text += '=';
    AppendEncoded(text, value, "/:");
    before = '&';
  }
  return text;
}

Address SubjectAddress(std::string_view subject) {
  Address address{.path = "/subjects/"};
  AppendEncoded(address.path, subject, "/");
  return address;
}

}  // namespace daybook::web
