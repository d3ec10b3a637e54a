#include "improvement/data.h"

#include <algorithm>
#include <charconv>

#include "event/ijson.h"
#include "improvement/packing.h"

namespace daybook::improvement {
namespace {

namespace dom = simdjson::dom;

constexpr char kObject = 'o';
constexpr char kText = 't';
constexpr char kTexts = 'l';
constexpr char kJson = 'j';

bool PackTexts(std::string& value, dom::element element) {
  dom::array array;
  if (element.get(array) != simdjson::SUCCESS) return false;
  for (const dom::element item : array) {
    std::string_view text;
    if (item.get(text) != simdjson::SUCCESS) return false;
    PackText<std::uint32_t>(value, text);
  }
  return true;
}

void PackMember(std::string& packed, std::string_view name, dom::element element) {
  PackText<std::uint16_t>(packed, name.substr(0, UINT16_MAX));
  std::string_view text;
  std::string value;
  if (element.get(text) == simdjson::SUCCESS) {
    packed += kText;
  } else if (PackTexts(value, element)) {
    packed += kTexts;
    text = value;
  } else {
    packed += kJson;
    value = simdjson::minify(element);
    text = value;
  }
  PackText<std::uint32_t>(packed, text);
}

template <typename Number>
std::optional<Number> NumberIn(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

void AppendJson(std::string& out, char kind, std::string_view value) {
  if (kind == kText) return AppendJsonString(out, value);
  if (kind == kJson) {
    out += value;
    return;
  }
  out += '[';
  for (bool first = true; !value.empty(); first = false) {
    if (!first) out += ',';
    AppendJsonString(out, TakeText<std::uint32_t>(value));
  }
  out += ']';
}

}  // namespace

void PackData(std::optional<dom::element> element, std::string& packed) {
  if (!element) return;
  dom::object object;
  if (element->get(object) != simdjson::SUCCESS) {
    packed += kJson;
    packed += simdjson::minify(*element);
    return;
  }
  packed += kObject;
  for (const dom::key_value_pair member : object) PackMember(packed, member.key, member.value);
}

std::string PackJson(std::string_view json) {
  std::string packed;
  dom::parser parser;
  dom::element element;
  if (parser.parse(json.data(), json.size()).get(element) == simdjson::SUCCESS) {
    PackData(element, packed);
  }
  return packed;
}

// Goes through the members of a packed object.
class Data::Reader {
 public:
  explicit Reader(std::string_view packed) {
    if (packed.starts_with(kObject)) rest_ = packed.substr(1);
  }

  bool Next() {
    if (rest_.empty()) return false;
    member.name = TakeText<std::uint16_t>(rest_);
    member.kind = Take<char>(rest_);
    member.value = TakeText<std::uint32_t>(rest_);
    return true;
  }

  Member member;

 private:
  std::string_view rest_;
};

std::optional<Data::Member> Data::Find(std::string_view name) const {
  for (Reader reader(packed_); reader.Next();) {
    if (reader.member.name == name) return reader.member;
  }
  return std::nullopt;
}

std::string_view Data::Text(std::string_view name) const {
  const auto member = Find(name);
  return member && member->kind == kText ? member->value : std::string_view();
}

std::vector<std::string> Data::Texts(std::string_view name) const {
  std::vector<std::string> texts;
  auto member = Find(name);
  if (!member) return texts;
  if (member->kind == kText && !member->value.empty()) texts.emplace_back(member->value);
  while (member->kind == kTexts && !member->value.empty()) {
    const std::string_view text = TakeText<std::uint32_t>(member->value);
    if (!text.empty()) texts.emplace_back(text);
  }
  return texts;
}

std::optional<std::uint64_t> Data::Number(std::string_view name) const {
  const auto member = Find(name);
  if (!member || member->kind != kJson) return std::nullopt;
  return NumberIn<std::uint64_t>(member->value);
}

std::optional<double> Data::Real(std::string_view name) const {
  const auto member = Find(name);
  if (!member || member->kind != kJson) return std::nullopt;
  return NumberIn<double>(member->value);
}

bool Data::Flag(std::string_view name) const {
  const auto member = Find(name);
  return member && member->kind == kJson && member->value == "true";
}

std::string Data::Json(std::string_view name) const {
  std::string json;
  if (const auto member = Find(name)) AppendJson(json, member->kind, member->value);
  return json;
}

std::string Data::Json() const {
  if (!packed_.starts_with(kObject)) return std::string(packed_.substr(packed_.empty() ? 0 : 1));
  std::string json = "{";
  for (Reader reader(packed_); reader.Next();) {
    if (json.size() > 1) json += ',';
    AppendJsonString(json, reader.member.name);
    json += ':';
    AppendJson(json, reader.member.kind, reader.member.value);
  }
  return json.append("}");
}

void Data::ForEachText(const std::function<void(std::string_view)>& visit) const {
  for (Reader reader(packed_); reader.Next();) {
    Member& member = reader.member;
    if (member.kind == kText) visit(member.value);
    while (member.kind == kTexts && !member.value.empty()) {
      visit(TakeText<std::uint32_t>(member.value));
    }
  }
}

void Set(std::string& field, std::string_view text) {
  if (!text.empty()) field = text;
}

void Merge(std::vector<std::string>& field, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    if (field.size() == kListTextsMax) return;
    if (std::ranges::find(field, text) == field.end()) field.push_back(text);
  }
}

}  // namespace daybook::improvement
