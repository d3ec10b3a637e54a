#include "catalogue/compiler.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalogue/keywords.h"
#include "catalogue/wanted.h"
#include "event/ijson.h"

namespace daybook::catalogue {

using nlohmann::json;

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

Result<NodePtr> Compile(const json& schema) {
  Compiler compiler(schema);
  NodePtr node = compiler.Make(schema, "");
  if (compiler.faults.empty()) return node;
  return Fail(ErrorCode::kUnprocessable, "The schema is broken.", std::move(compiler.faults));
}

}  // namespace daybook::catalogue
