#include "http/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace daybook::http {
namespace {

bool IsLowerHex(std::string_view text) {
  return std::ranges::all_of(
      text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(std::string_view text) { return text.find_first_not_of('0') == std::string_view::npos; }

// version "-" trace-id "-" parent-id "-" flags; a later version may have more after that.
bool IsTraceparent(std::string_view text) {
  if (text.size() < 55 || (text.size() > 55 && (text.starts_with("00") || text[55] != '-'))) {
    return false;
  }
  return text[2] == '-' && text[35] == '-' && text[52] == '-' && IsLowerHex(text.substr(0, 2)) &&
         IsLowerHex(text.substr(3, 32)) && IsLowerHex(text.substr(36, 16)) &&
         IsLowerHex(text.substr(53, 2)) && !text.starts_with("ff") && !IsZero(text.substr(3, 32)) &&
         !IsZero(text.substr(36, 16));
}

}  // namespace

std::string TraceId(std::string_view traceparent) {
  if (IsTraceparent(traceparent)) return std::string(traceparent.substr(3, 32));
  thread_local std::mt19937_64 random(std::random_device{}());
  return fmt::format("{:016x}{:016x}", random(), random());
}

}  // namespace daybook::http
