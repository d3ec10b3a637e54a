#include "http/opening.h"

#include <fmt/format.h>

#include "event/entry.h"
#include "event/ijson.h"
#include "keyring/keyring.h"

namespace daybook::http {
namespace {

// Text as it is, anything else as JSON.
std::string TextOfJson(const std::string& json) {
  simdjson::dom::parser parser;
  std::string_view text;
  if (parser.parse(json).get(text) != simdjson::SUCCESS) return json;
  return std::string(text);
}

// As it stands between the quotation marks of a JSON string.
std::string Escaped(std::string_view text) {
  std::string quoted;
  AppendJsonString(quoted, text);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

bool MayReadPersonal(const Exchange& exchange) {
  return access::Require(*exchange.principal, access::Permission::kReadPersonal).has_value();
}

bool ReadPersonal(ParamReader& reader) {
  const std::string asked = reader.Text("personal").value_or("opened");
  if (asked != "opened" && asked != "sealed") {
    reader.AddFault(
        fmt::format("The parameter `personal` is `{}`; it is opened or sealed.", asked));
  }
  reader.Text("purpose");
  return asked == "opened";
}

std::string Opening::Text(Position position, std::size_t index) {
  if (!may_) return improvement::ShowSealedText(position, index);
  const Reference reference{position, index};
  if (!texts_.contains(reference)) ReadEntry(position);
  const auto found = texts_.find(reference);
  if (found == texts_.end()) return improvement::ShowSealedText(position, index);
  Opened& opened = found->second;
  if (!opened.shown) Count(opened.person);
  opened.shown = true;
  return opened.text;
}

std::string Opening::Json(std::string_view json) {
  return improvement::ShowReferences(json, [this](Position position, std::size_t index) {
    return Escaped(Text(position, index));
  });
}

std::string Opening::Entry(std::string text) {
  if (!may_ || text.find(kSealedBegin) == std::string::npos) return text;
  EntryReader reader;
  const auto entry = reader.Read(text);
  if (!entry) return text;
  return ReplaceSealed(text,
                       [&](const SealedValue& sealed, std::size_t, const std::string& pointer) {
                         auto value = Value(entry->source, entry->id, pointer, sealed);
                         if (value) Count(sealed.person);
                         return value;
                       });
}

void Opening::ReadEntry(Position position) {
  const auto text = exchange_.book().Read(position);
  if (!text) return;
  EntryReader reader;
  const auto entry = reader.Read(*text);
  if (!entry) return;
  ReplaceSealed(*text,
                [&](const SealedValue& sealed, std::size_t index,
                    const std::string& pointer) -> std::optional<std::string> {
                  if (auto value = Value(entry->source, entry->id, pointer, sealed)) {
                    texts_.emplace(
                        Reference{position, index},
                        Opened{.text = TextOfJson(*value), .person = std::string(sealed.person)});
                  }
                  return std::nullopt;
                });
}

std::optional<std::string> Opening::Value(std::string_view source, std::string_view id,
                                          const std::string& pointer, const SealedValue& sealed) {
  const auto key = exchange_.services.keyring.Find(sealed.person);
  if (!key) return std::nullopt;
  return keyring::Open(*key, {.source = source, .id = id, .pointer = pointer}, sealed);
}

void Opening::Count(std::string_view person) {
  opened_ = true;
  ++exchange_.shown[std::string(person)];
}

void ForbidKeeping(Reply& reply) { reply.fields.emplace_back("Cache-Control", "no-store"); }

}  // namespace daybook::http
