#include "event/sealed.h"

#include "daybook/limits.h"
#include "event/ijson.h"

namespace daybook {

namespace dom = simdjson::dom;

namespace {

constexpr std::size_t kMembers = 4;

void AppendMember(std::string& out, std::string_view name, std::string_view text) {
  if (out.back() != '{') out += ',';
  AppendJsonString(out, name);
  out += ':';
  AppendJsonString(out, text);
}

}  // namespace

std::optional<SealedValue> SealedIn(dom::element value) {
  dom::object object;
  if (!value.is_object() || value.get_object().value_unsafe().size() != 1 ||
      value.at_key(kSealedName).get(object) != simdjson::SUCCESS || object.size() != kMembers) {
    return std::nullopt;
  }
  SealedValue sealed;
  const bool whole = object.at_key("person").get(sealed.person) == simdjson::SUCCESS &&
                     object.at_key("key").get(sealed.key) == simdjson::SUCCESS &&
                     object.at_key("nonce").get(sealed.nonce) == simdjson::SUCCESS &&
                     object.at_key("ciphertext").get(sealed.ciphertext) == simdjson::SUCCESS;
  return whole ? std::optional(sealed) : std::nullopt;
}

std::string TextOf(const SealedValue& sealed) {
  std::string text(kSealedBegin);
  AppendMember(text, "person", sealed.person);
  AppendMember(text, "key", sealed.key);
  AppendMember(text, "nonce", sealed.nonce);
  AppendMember(text, "ciphertext", sealed.ciphertext);
  return text.append("}}");
}

std::string ReplaceSealed(std::string_view json, const ShowSealed& show) {
  JsonDocument document;
  // Data alone, in binary mode, may be as deep as an event.
  if (!document.Parse(json, {}, limits::kNesting + 1))
    return std::string(json);  // no text of an entry
  std::size_t index = 0;
  return RewriteJson(document.root(), document.text(),
                     [&](dom::element value, std::string_view text,
                         const std::string& pointer) -> std::optional<std::string> {
                       const auto sealed = SealedIn(value);
                       if (!sealed) return std::nullopt;
                       return show(*sealed, index++, pointer).value_or(std::string(text));
                     });
}

}  // namespace daybook
