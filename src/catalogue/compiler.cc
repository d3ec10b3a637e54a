#include "catalogue/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "catalogue/wanted.h"
#include "daybook/limits.h"
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

// Compiles one schema. Every fault is kept; what it is in is left out of the node.
class Compiler {
 public:
  explicit Compiler(const json& root) : root_(root) {}

  NodePtr Make(const json& schema, const std::string& pointer);

  std::vector<Fault> faults;

 private:
  using Read = void (Compiler::*)(Node&, const json&, const std::string&);
  static const std::map<std::string_view, Read>& Keywords();

  void ReadKeywords(Node& node, const json& schema, const std::string& pointer);
  NodePtr WriteOut(const json& schema, const std::string& pointer);

  void Skip(Node&, const json&, const std::string&) {}
  void ReadDialect(Node&, const json& value, const std::string& pointer);
  void ReadDescription(Node& node, const json& value, const std::string& pointer);
  void ReadType(Node& node, const json& value, const std::string& pointer);
  void ReadEnum(Node& node, const json& value, const std::string& pointer);
  void ReadConst(Node& node, const json& value, const std::string&) { AddValue(node, value); }
  void ReadPattern(Node& node, const json& value, const std::string& pointer);
  void ReadFormat(Node& node, const json& value, const std::string& pointer);
  void ReadItems(Node& node, const json& value, const std::string& pointer);
  void ReadAdditionalItems(Node& node, const json& value, const std::string& pointer);
  void ReadUnique(Node& node, const json& value, const std::string& pointer);
  void ReadProperties(Node& node, const json& value, const std::string& pointer);
  void ReadRequired(Node& node, const json& value, const std::string& pointer);
  void ReadPatternProperties(Node& node, const json& value, const std::string& pointer);
  void ReadDependencies(Node& node, const json& value, const std::string& pointer);
  void ReadDefinitions(Node&, const json& value, const std::string& pointer);

  template <std::optional<double> NumberRules::* field>
  void ReadBound(Node& node, const json& value, const std::string& pointer) {
    if (!value.is_number()) return Add(pointer, "must be a number");
    node.number.*field = value.get<double>();
    if (field == &NumberRules::multiple_of && value.get<double>() <= 0) {
      Add(pointer, "must be above 0");
    }
  }

  template <auto rules, Count std::remove_reference_t<decltype(Node().*rules)>::* count,
            std::size_t Count::* end>
  void ReadCount(Node& node, const json& value, const std::string& pointer) {
    if (!value.is_number_unsigned()) return Add(pointer, "must be a whole number from 0");
    node.*rules.*count.*end = value.get<std::size_t>();
  }

  template <NodePtr Node::* field>
  void ReadNode(Node& node, const json& value, const std::string& pointer) {
    node.*field = Make(value, pointer);
  }
  template <auto rules, NodePtr std::remove_reference_t<decltype(Node().*rules)>::* field>
  void ReadNode(Node& node, const json& value, const std::string& pointer) {
    node.*rules.*field = Make(value, pointer);
  }
  template <std::vector<NodePtr> Node::* field>
  void ReadNodes(Node& node, const json& value, const std::string& pointer) {
    node.*field = MakeAll(value, pointer);
  }

  std::vector<NodePtr> MakeAll(const json& schemas, const std::string& pointer);
  std::vector<std::string> Names(const json& value, const std::string& pointer);
  std::optional<Pattern> MakePattern(const json& value, const std::string& pointer);
  bool IsObject(const json& value, const std::string& pointer);
  static void AddValue(Node& node, const json& value);

  void Add(const std::string& pointer, std::string detail) {
    if (faults.size() < limits::kFaultsTold) faults.push_back({pointer, std::move(detail)});
  }

  const json& root_;
  std::size_t nodes_ = 0;
  std::size_t depth_ = 0;
  std::vector<const json*> writing_out_;  // the definitions that references led to, outermost first
};

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

NodePtr Compiler::Make(const json& schema, const std::string& pointer) {
  auto node = std::make_unique<Node>();
  if (++nodes_ > kSchemaNodes || depth_ == kSchemaDepth) {
    // Told once: whatever else is found beyond a bound says nothing new.
    const std::string detail =
        fmt::format("the schema has more than {} parts, or is nested more than {} deep",
                    kSchemaNodes, kSchemaDepth);
    if (faults.empty() || faults.back().detail != detail) Add(pointer, detail);
    return node;
  }
  if (schema.is_boolean()) {
    node->nothing = !schema.get<bool>();
    return node;
  }
  if (!schema.is_object()) {
    Add(pointer, "must be a schema: an object, true or false");
    return node;
  }
  ++depth_;
  if (schema.contains("$ref")) {
    NodePtr written_out = WriteOut(schema["$ref"], pointer + "/$ref");
    --depth_;
    return written_out;
  }
  const std::size_t faults_before = faults.size();
  ReadKeywords(*node, schema, pointer);
  if (faults.size() == faults_before) node->wanted = Wanted(schema);
  --depth_;
  return node;
}

void Compiler::ReadKeywords(Node& node, const json& schema, const std::string& pointer) {
  for (const auto& [name, value] : schema.items()) {
    const auto keyword = Keywords().find(name);
    if (keyword == Keywords().end()) {
      Add(pointer + PointerStep(name), "is no keyword of JSON Schema draft-07");
    } else {
      (this->*keyword->second)(node, value, pointer + PointerStep(name));
    }
  }
}

// Draft-07 ignores whatever stands beside a reference.
NodePtr Compiler::WriteOut(const json& reference, const std::string& pointer) {
  constexpr std::string_view kDefinitions = "#/definitions/";
  const std::string target = reference.is_string() ? reference.get<std::string>() : "";
  const json* definition = nullptr;
  try {
    const json::json_pointer place(target.empty() ? "" : target.substr(1));
    if (target.starts_with(kDefinitions) && root_.contains(place)) definition = &root_.at(place);
  } catch (const json::exception&) {
    definition = nullptr;  // no pointer at all
  }
  if (definition == nullptr) {
    Add(pointer, "must lead to one of the schema's own definitions, as in #/definitions/person");
    return std::make_unique<Node>();
  }
  if (std::ranges::find(writing_out_, definition) != writing_out_.end()) {
    Add(pointer, "leads back to where it stands");
    return std::make_unique<Node>();
  }
  writing_out_.push_back(definition);
  NodePtr node = Make(*definition, target.substr(1));
  writing_out_.pop_back();
  return node;
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

std::vector<NodePtr> Compiler::MakeAll(const json& schemas, const std::string& pointer) {
  std::vector<NodePtr> nodes;
  if (!schemas.is_array() || schemas.empty()) {
    Add(pointer, "must be a list of schemas");
    return nodes;
  }
  for (std::size_t i = 0; i < schemas.size(); ++i) {
    nodes.push_back(Make(schemas[i], fmt::format("{}/{}", pointer, i)));
  }
  return nodes;
}

}  // namespace

Result<NodePtr> Compile(const json& schema) {
  Compiler compiler(schema);
  NodePtr node = compiler.Make(schema, "");
  if (compiler.faults.empty()) return node;
  return Fail(ErrorCode::kUnprocessable, "The schema is broken.", std::move(compiler.faults));
}

}  // namespace daybook::catalogue
