#include "catalogue/keywords.h"

#include <fmt/format.h>

#include "catalogue/wanted.h"
#include "event/ijson.h"

namespace daybook::catalogue {
namespace {

using nlohmann::json;

constexpr std::string_view kDraft7 = "http://json-schema.org/draft-07/schema";

std::uint8_t TypeBit(std::string_view name) {
  static const std::map<std::string_view, std::uint8_t> kBits = {
      {"null", kNull},   {"boolean", kBoolean}, {"integer", kInteger}, {"number", kNumber},
      {"string", kText}, {"array", kList},      {"object", kObject},
  };
  const auto bit = kBits.find(name);
  return bit == kBits.end() ? std::uint8_t{0} : bit->second;
}

}  // namespace

const std::map<std::string_view, Compiler::Read>& Compiler::Keywords() {
  using C = Compiler;
  static const std::map<std::string_view, Read> kKeywords = {
      {"$schema", &C::ReadDialect},
      {"$id", &C::Skip},
      {"$comment", &C::Skip},
      {"title", &C::Skip},
      {"description", &C::ReadDescription},
      {"default", &C::Skip},
      {"examples", &C::Skip},
      {"readOnly", &C::Skip},
      {"writeOnly", &C::Skip},
      {"contentMediaType", &C::Skip},
      {"contentEncoding", &C::Skip},
      {"x-personal", &C::ReadPersonal},
      {"definitions", &C::ReadDefinitions},
      {"type", &C::ReadType},
      {"enum", &C::ReadEnum},
      {"const", &C::ReadConst},
      {"minimum", &C::ReadBound<&NumberRules::least>},
      {"maximum", &C::ReadBound<&NumberRules::most>},
      {"exclusiveMinimum", &C::ReadBound<&NumberRules::above>},
      {"exclusiveMaximum", &C::ReadBound<&NumberRules::below>},
      {"multipleOf", &C::ReadBound<&NumberRules::multiple_of>},
      {"minLength", &C::ReadCount<&Node::text, &TextRules::length, &Count::least>},
      {"maxLength", &C::ReadCount<&Node::text, &TextRules::length, &Count::most>},
      {"pattern", &C::ReadPattern},
      {"format", &C::ReadFormat},
      {"items", &C::ReadItems},
      {"additionalItems", &C::ReadAdditionalItems},
      {"contains", &C::ReadNode<&Node::list, &ListRules::contains>},
      {"minItems", &C::ReadCount<&Node::list, &ListRules::count, &Count::least>},
      {"maxItems", &C::ReadCount<&Node::list, &ListRules::count, &Count::most>},
      {"uniqueItems", &C::ReadUnique},
      {"properties", &C::ReadProperties},
      {"required", &C::ReadRequired},
      {"patternProperties", &C::ReadPatternProperties},
      {"additionalProperties", &C::ReadNode<&Node::object, &ObjectRules::others>},
      {"propertyNames", &C::ReadNode<&Node::object, &ObjectRules::names>},
      {"dependencies", &C::ReadDependencies},
      {"minProperties", &C::ReadCount<&Node::object, &ObjectRules::count, &Count::least>},
      {"maxProperties", &C::ReadCount<&Node::object, &ObjectRules::count, &Count::most>},
      {"allOf", &C::ReadNodes<&Node::all_of>},
      {"anyOf", &C::ReadNodes<&Node::any_of>},
      {"oneOf", &C::ReadNodes<&Node::one_of>},
      {"not", &C::ReadNode<&Node::none_of>},
      {"if", &C::ReadNode<&Node::condition>},
      {"then", &C::ReadNode<&Node::consequence>},
      {"else", &C::ReadNode<&Node::alternative>},
  };
  return kKeywords;
}

void Compiler::ReadDialect(Node&, const json& value, const std::string& pointer) {
  if (!value.is_string() || !value.get<std::string>().starts_with(kDraft7)) {
    Add(pointer, fmt::format("must be {}#: no other draft is read", kDraft7));
  }
}

void Compiler::ReadDescription(Node& node, const json& value, const std::string& pointer) {
  if (!value.is_string()) return Add(pointer, "must be text");
  node.description = value.get<std::string>();
}

void Compiler::ReadPersonal(Node& node, const json& value, const std::string& pointer) {
  if (!value.is_boolean()) return Add(pointer, "must be true or false");
  node.personal = value.get<bool>();
}

void Compiler::ReadType(Node& node, const json& value, const std::string& pointer) {
  const json names = value.is_array() ? value : json::array({value});
  node.types = 0;
  for (const json& name : names) {
    const std::uint8_t bit = name.is_string() ? TypeBit(name.get<std::string>()) : std::uint8_t{0};
    node.types |= bit;
    if (bit == 0) {
      return Add(pointer, "must be of null, boolean, integer, number, string, array and object");
    }
  }
}

void Compiler::AddValue(Node& node, const json& value) {
  if (value.is_string()) {
    node.texts.push_back(value.get<std::string>());
  } else {
    node.values.push_back(value);
  }
}

void Compiler::ReadEnum(Node& node, const json& value, const std::string& pointer) {
  if (!value.is_array() || value.empty()) return Add(pointer, "must be a list of values");
  for (const json& item : value) AddValue(node, item);
}

// A part of its own, since it holds beside the values of an `enum`.
void Compiler::ReadConst(Node& node, const json& value, const std::string&) {
  auto only = std::make_unique<Node>();
  AddValue(*only, value);
  only->wanted = Wanted({{"const", value}});
  node.all_of.push_back(std::move(only));
}

std::optional<Pattern> Compiler::MakePattern(const json& value, const std::string& pointer) {
  if (!value.is_string()) {
    Add(pointer, "must be text");
    return std::nullopt;
  }
  auto pattern = Pattern::Compile(value.get<std::string>());
  if (pattern) return *std::move(pattern);
  Add(pointer, pattern.error().detail);
  return std::nullopt;
}

void Compiler::ReadPattern(Node& node, const json& value, const std::string& pointer) {
  node.text.pattern = MakePattern(value, pointer);
}

void Compiler::ReadFormat(Node& node, const json& value, const std::string& pointer) {
  if (value == "date") {
    node.text.format = TextFormat::kDay;
  } else if (value == "date-time") {
    node.text.format = TextFormat::kTime;
  } else {
    Add(pointer, "must be date or date-time: no other format is checked here; use a pattern");
  }
}

void Compiler::ReadItems(Node& node, const json& value, const std::string& pointer) {
  if (value.is_array()) {
    node.list.first = MakeAll(value, pointer);
  } else {
    node.list.rest = Make(value, pointer);
  }
}

// Keywords come in the order of their names, so this one before `items`: which, if it is not a
// list, is of all items and takes its place.
void Compiler::ReadAdditionalItems(Node& node, const json& value, const std::string& pointer) {
  node.list.rest = Make(value, pointer);
}

void Compiler::ReadUnique(Node& node, const json& value, const std::string& pointer) {
  if (!value.is_boolean()) return Add(pointer, "must be true or false");
  node.list.unique = value.get<bool>();
}

bool Compiler::IsObject(const json& value, const std::string& pointer) {
  if (!value.is_object()) Add(pointer, "must be an object");
  return value.is_object();
}

void Compiler::ReadProperties(Node& node, const json& value, const std::string& pointer) {
  if (!IsObject(value, pointer)) return;
  for (const auto& [name, schema] : value.items()) {
    node.object.members.push_back({name, Make(schema, pointer + PointerStep(name))});
  }
}

std::vector<std::string> Compiler::Names(const json& value, const std::string& pointer) {
  std::vector<std::string> names;
  for (const json& name : value.is_array() ? value : json::array({value})) {
    if (!name.is_string()) {
      Add(pointer, "must be a list of names");
      return {};
    }
    names.push_back(name.get<std::string>());
  }
  return names;
}

void Compiler::ReadRequired(Node& node, const json& value, const std::string& pointer) {
  if (!value.is_array()) return Add(pointer, "must be a list of names");
  node.object.required = Names(value, pointer);
}

void Compiler::ReadPatternProperties(Node& node, const json& value, const std::string& pointer) {
  if (!IsObject(value, pointer)) return;
  for (const auto& [name, schema] : value.items()) {
    const std::string place = pointer + PointerStep(name);
    auto pattern = MakePattern(name, place);
    NodePtr made = Make(schema, place);
    if (pattern) node.object.patterns.emplace_back(*std::move(pattern), std::move(made));
  }
}

void Compiler::ReadDependencies(Node& node, const json& value, const std::string& pointer) {
  if (!IsObject(value, pointer)) return;
  for (const auto& [name, needs] : value.items()) {
    const std::string place = pointer + PointerStep(name);
    Dependency dependency{.name = name, .needs = {}, .node = nullptr};
    if (needs.is_array()) {
      dependency.needs = Names(needs, place);
    } else {
      dependency.node = Make(needs, place);
    }
    node.object.dependencies.push_back(std::move(dependency));
  }
}

// Those that nothing refers to must be sound, too.
void Compiler::ReadDefinitions(Node&, const json& value, const std::string& pointer) {
  if (!IsObject(value, pointer)) return;
  for (const auto& [name, schema] : value.items()) Make(schema, pointer + PointerStep(name));
}

}  // namespace daybook::catalogue
