#include "web/template.h"

#include <algorithm>
#include <cassert>
#include <map>

#include "web/embedded.h"

namespace daybook::web {
namespace {

// A template includes others, which include others; no further than this.
constexpr int kDepthMax = 8;

std::string_view TextOf(std::string_view name) {
  const auto found = std::ranges::find(EmbeddedTemplates(), name, &EmbeddedTemplate::name);
  assert(found != EmbeddedTemplates().end() && "a template of that name");
  return found->text;
}

// With `{{>other}}` replaced by that template: the library would read it anew for each row of a
// table.
std::string Assembled(std::string_view name, int depth) {
  constexpr std::string_view kBegin = "{{>";
  constexpr std::string_view kEnd = "}}";
  std::string out;
  std::string_view rest = TextOf(name);
  for (auto at = rest.find(kBegin); at != std::string_view::npos; at = rest.find(kBegin)) {
    const auto end = rest.find(kEnd, at);
    assert(end != std::string_view::npos && depth < kDepthMax);
    out += rest.substr(0, at);
    out += Assembled(rest.substr(at + kBegin.size(), end - at - kBegin.size()), depth + 1);
    rest.remove_prefix(end + kEnd.size());
  }
  return out.append(rest);
}

// Rendering changes the library's object, so each thread has its own.
kainjow::mustache::mustache& Parsed(std::string_view name) {
  thread_local std::map<std::string, kainjow::mustache::mustache, std::less<>> parsed;
  auto found = parsed.find(name);
  if (found == parsed.end()) found = parsed.emplace(name, Assembled(name, 0)).first;
  assert(found->second.is_valid());
  return found->second;
}

}  // namespace

std::string Render(std::string_view name, const Model& model) {
  std::string out;
  Parsed(name).render(model.data(), [&out](const std::string& piece) { out += piece; });
  return out;
}

}  // namespace daybook::web
