#include "improvement/field.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace daybook::improvement {
namespace {

constexpr std::array<std::string_view, 6> kDeliveries = {"proposed", "agreed",    "in-progress",
                                                         "blocked",  "completed", "cancelled"};
constexpr std::array<std::string_view, 6> kImpacts = {"not-assessed", "not-yet-evident", "emerging",
                                                      "evidenced",    "embedded",        "lost"};
constexpr std::array<std::string_view, 4> kStandings = {"open", "closed", "declined", "superseded"};
constexpr std::array<std::string_view, 4> kReviews = {"pending", "accepted", "rejected",
                                                      "withdrawn"};
// The whole numbers that a double holds exactly lie within these.
constexpr double kWholeMax = 9'007'199'254'740'992.0;

template <typename T>
concept HasFields = requires(const T& value) { T::Fields(value, [](const char*, const auto&) {}); };

Cell CellOf(std::string_view text) { return TextCell(text); }
Cell CellOf(const std::string& text) { return TextCell(text); }

Cell CellOf(std::uint64_t number) {
  if (number == 0) return {};
  return static_cast<std::int64_t>(number);
}

Cell CellOf(bool flag) { return flag ? Cell(std::string("yes")) : Cell(); }

Cell CellOf(double number) { return NumberCell(number); }
Cell CellOf(const std::optional<double>& number) { return number ? CellOf(*number) : Cell(); }

Cell CellOf(Delivery delivery) { return CellOf(NameOf(delivery)); }
Cell CellOf(Impact impact) { return CellOf(NameOf(impact)); }
Cell CellOf(Standing standing) { return CellOf(NameOf(standing)); }

Cell CellOf(Review review) { return CellOf(NameOf(review)); }

Cell CellOf(const Judgement& judgement) { return judgement.area + ": " + judgement.grade; }

template <HasFields T>
Cell CellOf(const T& value);

Cell Joined(const std::vector<std::string>& texts) {
  return CellOf(fmt::format("{}", fmt::join(texts, "; ")));
}

template <typename T>
std::vector<std::string> TextsOf(const std::vector<T>& list) {
  std::vector<std::string> texts;
  texts.reserve(list.size());
  for (const T& item : list) texts.push_back(TextOf(CellOf(item)));
  return texts;
}

template <typename T>
Cell CellOf(const std::vector<T>& list) {
  return Joined(TextsOf(list));
}

template <HasFields T>
Cell CellOf(const T& value) {
  std::string joined;
  T::Fields(value, [&](const char*, const auto& field) {
    const std::string text = TextOf(CellOf(field));
    if (!joined.empty() && !text.empty()) joined += ", ";
    joined += text;
  });
  return CellOf(joined);
}

Field FieldOf(const char* name, const auto& value) { return {name, CellOf(value)}; }

template <HasFields T>
Field FieldOf(const char* name, const std::vector<T>& list) {
  std::vector<std::string> records = TextsOf(list);
  Cell value = Joined(records);
  return {name, std::move(value), std::move(records)};
}

// Those of one list that are not in the other.
Cell Without(const std::vector<std::string>& records, const std::vector<std::string>& others) {
  const std::unordered_set<std::string_view> there(others.begin(), others.end());
  std::vector<std::string> rest;
  std::ranges::copy_if(records, std::back_inserter(rest),
                       [&](const std::string& record) { return !there.contains(record); });
  return Joined(rest);
}

FieldChange ChangeOf(const Field& before, const Field& after) {
  FieldChange change{after.name, Without(before.records, after.records),
                     Without(after.records, before.records)};
  // No list of records, or one in another order.
  if (change.before == change.after) return {after.name, before.value, after.value};
  return change;
}

}  // namespace

Cell CellOf(const Moment& moment) {
  if (!moment) return {};
  return moment.day.empty() ? std::string("unknown") : moment.day;
}

Cell TextCell(std::string_view text) {
  if (text.empty()) return {};
  return std::string(text);
}

Cell NumberCell(double number) {
  if (std::trunc(number) == number && std::abs(number) <= kWholeMax) {
    return static_cast<std::int64_t>(number);
  }
  return number;
}

std::string_view NameOf(Delivery delivery) {
  return kDeliveries.at(static_cast<std::size_t>(delivery));
}
std::string_view NameOf(Impact impact) { return kImpacts.at(static_cast<std::size_t>(impact)); }
std::string_view NameOf(Standing standing) {
  return kStandings.at(static_cast<std::size_t>(standing));
}

std::string_view NameOf(Review review) { return kReviews.at(static_cast<std::size_t>(review)); }

std::optional<Impact> ParseImpact(std::string_view name) {
  const auto found = std::ranges::find(kImpacts, name);
  if (found == kImpacts.end()) return std::nullopt;
  return static_cast<Impact>(found - kImpacts.begin());
}

std::vector<Field> FieldsOf(const State& state) {
  std::vector<Field> fields;
  const auto add = [&](const char* name, const auto& value) {
    fields.push_back(FieldOf(name, value));
  };
  std::visit([&](const auto& known) { known.Fields(known, add); }, state);
  return fields;
}

Cell TitleOf(const State& state) {
  for (const Field& field : FieldsOf(state)) {
    const std::string_view name = field.name;
    if (name == "title" || name == "name") return field.value;
  }
  return {};
}

std::vector<FieldChange> ChangesOf(const std::vector<Field>& before,
                                   const std::vector<Field>& after) {
  const Field none{.name = "", .value = {}};
  std::vector<FieldChange> changes;
  for (std::size_t i = 0; i < after.size(); ++i) {
    const Field& was = before.empty() ? none : before[i];
    if (was.value != after[i].value) changes.push_back(ChangeOf(was, after[i]));
  }
  return changes;
}

std::string TextOf(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{}", *number);
  const auto* text = std::get_if<std::string>(&cell);
  return text ? *text : std::string();
}

}  // namespace daybook::improvement
