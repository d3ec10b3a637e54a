// The keywords of JSON Schema draft-07, each with what it makes of a node; and one more,
// `x-personal`, which is true of a value that is personal data.

#ifndef DAYBOOK_CATALOGUE_KEYWORDS_H_
#define DAYBOOK_CATALOGUE_KEYWORDS_H_

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "catalogue/node.h"
#include "daybook/limits.h"

namespace daybook::catalogue {

/// Compiles one schema. Every fault is kept; what it is in is left out of the node. Refers to the
/// schema. For one thread, and one schema.
class Compiler {
 public:
  explicit Compiler(const nlohmann::json& root) : root_(root) {}

  /// The rules of one schema, which stands at `pointer`.
  NodePtr Make(const nlohmann::json& schema, const std::string& pointer);

  std::vector<Fault> faults;

 private:
  using Read = void (Compiler::*)(Node&, const nlohmann::json&, const std::string&);
  static const std::map<std::string_view, Read>& Keywords();

  void ReadKeywords(Node& node, const nlohmann::json& schema, const std::string& pointer);
  NodePtr WriteOut(const nlohmann::json& reference, const std::string& pointer);

  void Skip(Node&, const nlohmann::json&, const std::string&) {}
  void ReadDialect(Node&, const nlohmann::json& value, const std::string& pointer);
  void ReadDescription(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadPersonal(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadType(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadEnum(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadConst(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadPattern(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadFormat(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadItems(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadAdditionalItems(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadUnique(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadProperties(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadRequired(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadPatternProperties(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadDependencies(Node& node, const nlohmann::json& value, const std::string& pointer);
  void ReadDefinitions(Node&, const nlohmann::json& value, const std::string& pointer);

  template <std::optional<double> NumberRules::* field>
  void ReadBound(Node& node, const nlohmann::json& value, const std::string& pointer) {
    if (!value.is_number()) return Add(pointer, "must be a number");
    node.number.*field = value.get<double>();
    if (field == &NumberRules::multiple_of && value.get<double>() <= 0) {
      Add(pointer, "must be above 0");
    }
  }

  template <auto rules, Count std::remove_reference_t<decltype(Node().*rules)>::* count,
            std::size_t Count::* end>
  void ReadCount(Node& node, const nlohmann::json& value, const std::string& pointer) {
    if (!value.is_number_unsigned()) return Add(pointer, "must be a whole number from 0");
    node.*rules.*count.*end = value.get<std::size_t>();
  }

  template <NodePtr Node::* field>
  void ReadNode(Node& node, const nlohmann::json& value, const std::string& pointer) {
    node.*field = Make(value, pointer);
  }
  template <auto rules, NodePtr std::remove_reference_t<decltype(Node().*rules)>::* field>
  void ReadNode(Node& node, const nlohmann::json& value, const std::string& pointer) {
    node.*rules.*field = Make(value, pointer);
  }
  template <std::vector<NodePtr> Node::* field>
  void ReadNodes(Node& node, const nlohmann::json& value, const std::string& pointer) {
    node.*field = MakeAll(value, pointer);
  }

  std::vector<NodePtr> MakeAll(const nlohmann::json& schemas, const std::string& pointer);
  std::vector<std::string> Names(const nlohmann::json& value, const std::string& pointer);
  std::optional<Pattern> MakePattern(const nlohmann::json& value, const std::string& pointer);
  bool IsObject(const nlohmann::json& value, const std::string& pointer);
  static void AddValue(Node& node, const nlohmann::json& value);

  void Add(const std::string& pointer, std::string detail) {
    if (faults.size() < limits::kFaultsTold) faults.push_back({pointer, std::move(detail)});
  }

  const nlohmann::json& root_;
  std::size_t nodes_ = 0;
  std::size_t depth_ = 0;
  std::vector<const nlohmann::json*> writing_out_;  // definitions led to, the outermost first
};

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_KEYWORDS_H_
