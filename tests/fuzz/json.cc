// JSON checks: what passes is read by another parser, and means there what it means here.

#include <nlohmann/json.hpp>

#include "event/ijson.h"
#include "event/text.h"
#include "fuzz/fuzz.h"

namespace daybook {
namespace {

using fuzz::Require;

void CheckParts(const JsonDocument& document) {
  std::string together;
  for (const JsonPart& part : JsonParts(document.root(), document.text())) {
    Require(document.text().find(part.text) != std::string_view::npos, "a part is in the whole");
    JsonDocument alone;
    Require(alone.Parse(part.text).has_value() && alone.text() == part.text,
            "a part is JSON by itself, minified");
  }
}

void CheckRewriting(const JsonDocument& document) {
  const auto keep = [](simdjson::dom::element, std::string_view, const std::string&) {
    return std::optional<std::string>();
  };
  Require(RewriteJson(document.root(), document.text(), keep) == document.text(),
          "what nothing is put into is as it was");
  const auto null = [](simdjson::dom::element, std::string_view, const std::string& pointer) {
    return pointer.empty() ? std::nullopt : std::optional<std::string>("null");
  };
  JsonDocument rewritten;
  Require(rewritten.Parse(RewriteJson(document.root(), document.text(), null)).has_value(),
          "what something is put into is JSON");
}

}  // namespace
}  // namespace daybook

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace daybook;
  const std::string_view input = fuzz::View(data, size);
  if (IsUtf8(input)) {
    std::string quoted;
    AppendJsonString(quoted, input);
    const auto read = nlohmann::json::parse(quoted, nullptr, false);
    fuzz::Require(read.is_string() && read.get<std::string>() == input,
                  "a text is read from a string of JSON as it was put there");
  }
  JsonDocument document;
  if (!document.Parse(input)) return 0;
  JsonDocument again;
  fuzz::Require(again.Parse(document.text()).has_value() && again.text() == document.text(),
                "what is minified is minified");
  const auto sent = nlohmann::json::parse(input, nullptr, false);
  fuzz::Require(!sent.is_discarded(), "what passes is JSON to others, too");
  fuzz::Require(sent == nlohmann::json::parse(document.text(), nullptr, false),
                "what is minified means the same");
  CheckParts(document);
  CheckRewriting(document);
  return 0;
}
