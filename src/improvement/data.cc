#include "improvement/data.h"

#include <algorithm>

namespace daybook::improvement {

namespace dom = simdjson::dom;

Data::Data(std::optional<dom::element> element) {
  dom::object object;
  if (element && element->get(object) == simdjson::SUCCESS) object_ = object;
}

std::optional<dom::element> Data::Member(std::string_view name) const {
  dom::element element;
  if (!object_ || object_->at_key(name).get(element) != simdjson::SUCCESS) return std::nullopt;
  return element;
}

std::string_view Data::Text(std::string_view name) const {
  std::string_view text;
  const auto member = Member(name);
  if (!member || member->get(text) != simdjson::SUCCESS) return {};
  return text;
}

std::vector<std::string> Data::Texts(std::string_view name) const {
  std::vector<std::string> texts;
  if (const std::string_view alone = Text(name); !alone.empty()) texts.emplace_back(alone);
  dom::array array;
  const auto member = Member(name);
  if (!member || member->get(array) != simdjson::SUCCESS) return texts;
  for (const dom::element element : array) {
    std::string_view text;
    if (element.get(text) == simdjson::SUCCESS && !text.empty()) texts.emplace_back(text);
  }
  return texts;
}

std::optional<std::uint64_t> Data::Number(std::string_view name) const {
  std::uint64_t number = 0;
  const auto member = Member(name);
  if (!member || member->get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

std::optional<double> Data::Real(std::string_view name) const {
  double number = 0;
  const auto member = Member(name);
  if (!member || member->get(number) != simdjson::SUCCESS) return std::nullopt;
  return number;
}

bool Data::Flag(std::string_view name) const {
  bool flag = false;
  const auto member = Member(name);
  return member && member->get(flag) == simdjson::SUCCESS && flag;
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
