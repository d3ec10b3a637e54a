#include "http/router.h"

#include <algorithm>
#include <optional>

namespace daybook::http {
namespace {

using boost::beast::http::verb;

std::string Join(std::span<const std::string> segments) {
  std::string path = segments.front();
  for (const std::string& segment : segments.subspan(1)) path += '/' + segment;
  return path;
}

// A segment that was sent with `%2F` in it is one segment; joined with others it would pass for
// several, and for a path that another route guards.
bool HasSlash(const std::string& segment) { return segment.find('/') != std::string::npos; }

// What the `{…}` of a pattern stand for, if the path fits it.
std::optional<std::vector<std::string>> Capture(std::string_view pattern,
                                                const std::vector<std::string>& segments) {
  std::vector<std::string> captures;
  std::size_t index = 0;
  pattern.remove_prefix(1);
  while (!pattern.empty()) {
    if (index == segments.size()) return std::nullopt;
    if (pattern.ends_with("...}") && pattern.find('/') == std::string_view::npos) {
      const auto rest = std::span(segments).subspan(index);
      if (std::ranges::any_of(rest, HasSlash)) return std::nullopt;
      captures.push_back(Join(rest));
      return captures;
    }
    const std::string& segment = segments[index++];
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    if (part.starts_with('{')) {
      if (segment.empty()) return std::nullopt;
      captures.push_back(segment);
    } else if (part != segment) {
      return std::nullopt;
    }
    pattern.remove_prefix(std::min(pattern.size(), part.size() + 1));
  }
  if (index != segments.size()) return std::nullopt;
  return captures;
}

void AddMethod(std::string& allow, std::string_view method) {
  if (allow.find(method) != std::string::npos) return;
  if (!allow.empty()) allow += ", ";
  allow += method;
}

}  // namespace

Match FindRoute(std::span<const Route> routes, verb method,
                const std::vector<std::string>& segments) {
  const verb wanted = method == verb::head ? verb::get : method;
  Match match;
  for (const Route& route : routes) {
    auto captures = Capture(route.pattern, segments);
    if (!captures) continue;
    if (route.method == wanted) {
      match.route = &route;
      match.captures = *std::move(captures);
      return match;
    }
    AddMethod(match.allow, to_string(route.method));
    if (route.method == verb::get) AddMethod(match.allow, "HEAD");
  }
  return match;
}

}  // namespace daybook::http
