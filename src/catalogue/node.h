// A JSON Schema (draft-07) made ready for checking: a tree of nodes, each the rules for one value.

#ifndef DAYBOOK_CATALOGUE_NODE_H_
#define DAYBOOK_CATALOGUE_NODE_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "catalogue/format.h"
#include "catalogue/pattern.h"

namespace daybook::catalogue {

/// The types of JSON Schema, as bits.
enum Types : std::uint8_t {
  kNull = 1,
  kBoolean = 2,
  kInteger = 4,  ///< 2.0 is one, too.
  kFraction = 8,
  kNumber = kInteger | kFraction,
  kText = 16,
  kList = 32,
  kObject = 64,
  kAnyType = kNull | kBoolean | kNumber | kText | kList | kObject,
};

inline constexpr std::size_t kNoMaximum = std::numeric_limits<std::size_t>::max();

struct Count {
  std::size_t least = 0;
  std::size_t most = kNoMaximum;
};

struct Node;
using NodePtr = std::unique_ptr<const Node>;

struct NumberRules {
  std::optional<double> least, most, above, below, multiple_of;
};

struct TextRules {
  Count length;  ///< In code points.
  std::optional<Pattern> pattern;
  TextFormat format = TextFormat::kNone;
};

struct ListRules {
  std::vector<NodePtr> first;  ///< Of the items with these indexes.
  NodePtr rest;                ///< Of all others, if set.
  NodePtr contains;            ///< At least one item fits it, if set.
  Count count;
  bool unique = false;
};

struct Member {
  std::string name;
  NodePtr node;
};

struct Dependency {
  std::string name;                ///< When this member is there,
  std::vector<std::string> needs;  ///< these must be,
  NodePtr node;                    ///< or the object fits this, if set.
};

struct ObjectRules {
  std::vector<Member> members;  ///< In the order of their names.
  std::vector<std::string> required;
  std::vector<std::pair<Pattern, NodePtr>> patterns;  ///< Of members whose names match.
  NodePtr others;                                     ///< Of members none of these is of, if set.
  NodePtr names;                                      ///< Of each name, if set.
  std::vector<Dependency> dependencies;
  Count count;
};

/// The rules for one value: all of them hold. Immutable once made, so checking is thread-safe.
struct Node {
  bool nothing = false;   ///< The schema `false`: no value fits.
  bool personal = false;  ///< `x-personal`: what is here is personal data.
  std::uint8_t types = kAnyType;
  std::vector<std::string> texts;      ///< The value is one of these,
  std::vector<nlohmann::json> values;  ///< or one of these, when there is any of either.
  NumberRules number;
  TextRules text;
  ListRules list;
  ObjectRules object;
  std::vector<NodePtr> all_of, any_of, one_of;
  NodePtr none_of, condition, consequence, alternative;

  std::string description;  ///< The schema's own words.
  std::string wanted;       ///< A sentence without its subject: `must be a day, as in 2025-06-30`.
};

}  // namespace daybook::catalogue

#endif  // DAYBOOK_CATALOGUE_NODE_H_
