#include "catalogue/checker.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "catalogue/format.h"
#include "daybook/limits.h"
#include "event/ijson.h"

namespace daybook::catalogue {
namespace {

namespace dom = simdjson::dom;
using nlohmann::json;

// Where a value is: steps on the stack, made a pointer only for a fault.
struct Place {
  const Place* above = nullptr;
  std::string_view name = {};
  std::size_t index = 0;
  bool is_item = false;
};

std::uint8_t TypeOf(dom::element value) {
  switch (value.type()) {
    case dom::element_type::NULL_VALUE:
      return kNull;
    case dom::element_type::BOOL:
      return kBoolean;
    case dom::element_type::INT64:
    case dom::element_type::UINT64:
      return kInteger;
    case dom::element_type::DOUBLE: {
      const double number = value.get_double().value_unsafe();
      return number == std::trunc(number) ? kInteger : kFraction;
    }
    case dom::element_type::STRING:
      return kText;
    case dom::element_type::ARRAY:
      return kList;
    case dom::element_type::OBJECT:
      break;
  }
  return kObject;
}

std::size_t CodePoints(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

bool Has(dom::element object, std::string_view name) {
  return object.at_key(name).error() == simdjson::SUCCESS;
}

json ToJson(dom::element value) {
  return json::parse(simdjson::minify(value), nullptr, /*allow_exceptions=*/false);
}

std::string Plural(std::size_t count, std::string_view thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

class Checker {
 public:
  // Without `findings` it only says whether the value fits, and stops at the first fault.
  Checker(std::string_view pointer, Findings* findings)
      : pointer_(pointer),
        faults_(findings == nullptr ? nullptr : &findings->faults),
        personal_(findings == nullptr ? nullptr : &findings->personal) {}

  bool Check(const Node& node, dom::element value, const Place& place) {
    if (node.nothing) return Add(place, "is not allowed here");
    if (node.personal && personal_) personal_->push_back(PointerTo(place));
    const std::uint8_t type = TypeOf(value);
    if ((node.types & type) == 0 || !IsListed(node, value, type)) return Add(place, node.wanted);
    bool fits = true;
    if ((type & kNumber) != 0) fits = CheckNumber(node.number, value, place);
    if (type == kText) fits = CheckText(node, value.get_string().value_unsafe(), place);
    if (type == kList) fits = CheckList(node.list, value.get_array().value_unsafe(), place);
    if (type == kObject) fits = CheckObject(node.object, value, place);
    if (!fits && !faults_) return false;
    return CheckCombined(node, value, place) && fits;
  }

 private:
  static bool IsListed(const Node& node, dom::element value, std::uint8_t type) {
    if (node.texts.empty() && node.values.empty()) return true;
    if (type == kText) {
      return std::ranges::find(node.texts, value.get_string().value_unsafe()) != node.texts.end();
    }
    return !node.values.empty() &&
           std::ranges::find(node.values, ToJson(value)) != node.values.end();
  }

  bool CheckNumber(const NumberRules& rules, dom::element value, const Place& place) {
    const double number = value.is_double() ? value.get_double().value_unsafe()
                          : value.is_int64()
                              ? static_cast<double>(value.get_int64().value_unsafe())
                              : static_cast<double>(value.get_uint64().value_unsafe());
    if (rules.least && number < *rules.least) {
      return Add(place, fmt::format("must be at least {}", *rules.least));
    }
    if (rules.most && number > *rules.most) {
      return Add(place, fmt::format("must be at most {}", *rules.most));
    }
    if (rules.above && number <= *rules.above) {
      return Add(place, fmt::format("must be above {}", *rules.above));
    }
    if (rules.below && number >= *rules.below) {
      return Add(place, fmt::format("must be below {}", *rules.below));
    }
    if (rules.multiple_of && std::remainder(number, *rules.multiple_of) != 0) {
      return Add(place, fmt::format("must be a multiple of {}", *rules.multiple_of));
    }
    return true;
  }

  bool CheckText(const Node& node, std::string_view text, const Place& place) {
    const TextRules& rules = node.text;
    if (rules.length.least == 1 && text.empty()) return Add(place, "must not be empty");
    if (rules.length.least > 1 || rules.length.most != kNoMaximum) {
      if (!CheckCount(rules.length, CodePoints(text), "character", place)) return false;
    }
    if (!HasFormat(rules.format, text)) return Add(place, node.wanted);
    if (rules.pattern && !rules.pattern->Matches(text)) return Add(place, node.wanted);
    return true;
  }

  bool CheckList(const ListRules& rules, dom::array list, const Place& place) {
    std::size_t index = 0;
    bool fits = true;
    bool contained = !rules.contains;
    for (const dom::element item : list) {
      const Place below{.above = &place, .index = index, .is_item = true};
      const bool is_first = index < rules.first.size();
      const Node* node = is_first ? rules.first[index].get() : rules.rest.get();
      if (node != nullptr && !Check(*node, item, below)) fits = false;
      if (!contained) contained = Fits(*rules.contains, item);
      if (!fits && IsEnough()) return false;
      ++index;
    }
    if (!contained) fits = Add(place, "has no item of the sort it must have");
    if (rules.unique && HasTwice(list)) fits = Add(place, "has the same item twice");
    return CheckCount(rules.count, index, "item", place) && fits;
  }

  template <typename Item>
  static bool HasTwice(std::vector<Item> items) {
    std::ranges::sort(items);
    return std::ranges::adjacent_find(items) != items.end();
  }

  static bool HasTwice(dom::array list) {
    std::vector<std::string_view> texts;  // as most lists are
    std::vector<json> others;
    for (const dom::element item : list) {
      if (item.is_string()) {
        texts.push_back(item.get_string().value_unsafe());
      } else {
        others.push_back(ToJson(item));
      }
    }
    return HasTwice(std::move(texts)) || HasTwice(std::move(others));
  }

  bool CheckObject(const ObjectRules& rules, dom::element value, const Place& place) {
    std::size_t count = 0;
    bool fits = true;
    const dom::object object = value.get_object().value_unsafe();
    for (const dom::key_value_pair member : object) {
      const Place below{.above = &place, .name = member.key};
      if (!CheckMember(rules, member, below)) fits = false;
      if (!fits && IsEnough()) return false;
      ++count;
    }
    if (!CheckRequired(rules, value, place)) fits = false;
    if (!fits && IsEnough()) return false;
    if (!CheckDependencies(rules, value, place)) fits = false;
    return CheckCount(rules.count, count, "member", place) && fits;
  }

  bool CheckMember(const ObjectRules& rules, const dom::key_value_pair& member,
                   const Place& place) {
    bool known = false;
    bool fits = true;
    const auto found = std::ranges::lower_bound(rules.members, member.key, {}, &Member::name);
    if (found != rules.members.end() && found->name == member.key) {
      known = true;
      fits = Check(*found->node, member.value, place);
    }
    for (const auto& [pattern, node] : rules.patterns) {
      if (!pattern.Matches(member.key)) continue;
      known = true;
      if (!Check(*node, member.value, place)) fits = false;
    }
    if (rules.names && !CheckName(*rules.names, member.key, place)) fits = false;
    if (known || !rules.others) return fits;
    if (rules.others->nothing) return Add(place, Unknown(rules));
    return Check(*rules.others, member.value, place) && fits;
  }

  static std::string Unknown(const ObjectRules& rules) {
    if (rules.members.empty()) return "is not known here; nothing is";
    std::vector<std::string_view> names;
    names.reserve(rules.members.size());
    for (const Member& member : rules.members) names.push_back(member.name);
    return fmt::format("is not known here; known: {}", fmt::join(names, ", "));
  }

  bool CheckName(const Node& node, std::string_view name, const Place& place) {
    std::string text;
    AppendJsonString(text, name);
    dom::parser parser;
    const dom::element element = parser.parse(text);
    return Fits(node, element) || Add(place, "has a name that is not allowed here");
  }

  bool CheckRequired(const ObjectRules& rules, dom::element value, const Place& place) {
    bool fits = true;
    for (const std::string& name : rules.required) {
      if (Has(value, name)) continue;
      const auto member = std::ranges::lower_bound(rules.members, name, {}, &Member::name);
      const bool described = member != rules.members.end() && member->name == name &&
                             !member->node->description.empty();
      const Place missing{.above = &place, .name = name};
      fits = Add(missing, described ? "is needed: " + member->node->description : "is needed");
      if (IsEnough()) return false;
    }
    return fits;
  }

  bool CheckDependencies(const ObjectRules& rules, dom::element value, const Place& place) {
    bool fits = true;
    for (const Dependency& dependency : rules.dependencies) {
      if (!Has(value, dependency.name)) continue;
      for (const std::string& name : dependency.needs) {
        if (Has(value, name)) continue;
        const Place missing{.above = &place, .name = name};
        fits = Add(missing, fmt::format("is needed beside {}", dependency.name));
      }
      if (dependency.node && !Check(*dependency.node, value, place)) fits = false;
    }
    return fits;
  }

  bool CheckCount(const Count& rule, std::size_t count, std::string_view thing,
                  const Place& place) {
    if (count < rule.least) {
      return Add(place, fmt::format("must have at least {}", Plural(rule.least, thing)));
    }
    if (count > rule.most) {
      return Add(place, fmt::format("must have at most {}", Plural(rule.most, thing)));
    }
    return true;
  }

  bool CheckCombined(const Node& node, dom::element value, const Place& place) {
    bool fits = true;
    for (const NodePtr& part : node.all_of) {
      if (!Check(*part, value, place)) fits = false;
    }
    const auto matches = [&](const NodePtr& part) { return Fits(*part, value); };
    if (!node.any_of.empty() && std::ranges::none_of(node.any_of, matches)) {
      fits = Add(place, node.wanted);
    }
    if (!node.one_of.empty()) {
      const auto count = std::ranges::count_if(node.one_of, matches);
      if (count == 0) fits = Add(place, node.wanted);
      if (count > 1) fits = Add(place, "fits more than one of the forms it may have");
    }
    if (node.none_of && Fits(*node.none_of, value)) fits = Add(place, "is not allowed here");
    if (node.condition) {
      const bool holds = Fits(*node.condition, value);
      const NodePtr& then = holds ? node.consequence : node.alternative;
      if (then && !Check(*then, value, place)) fits = false;
    }
    return fits;
  }

  static bool Fits(const Node& node, dom::element value) {
    return Checker({}, nullptr).Check(node, value, {});
  }

  // Whether looking on would tell nothing more.
  bool IsEnough() const { return !faults_ || faults_->size() >= limits::kFaultsTold; }

  // Always false: the value does not fit.
  bool Add(const Place& place, std::string detail) {
    if (!IsEnough()) faults_->push_back({PointerTo(place), std::move(detail)});
    return false;
  }

  std::string PointerTo(const Place& place) const {
    if (place.above == nullptr) return std::string(pointer_);
    const std::string above = PointerTo(*place.above);
    return place.is_item ? fmt::format("{}/{}", above, place.index)
                         : above + PointerStep(place.name);
  }

  const std::string_view pointer_;
  std::vector<Fault>* const faults_;
  std::vector<std::string>* const personal_;
};

}  // namespace

bool Check(const Node& node, dom::element value, std::string_view pointer, Findings findings) {
  return Checker(pointer, &findings).Check(node, value, {});
}

}  // namespace daybook::catalogue
