#include "improvement/subject_json.h"

#include <nlohmann/json.hpp>
#include <variant>

#include "event/instant.h"
#include "improvement/field.h"

namespace daybook::improvement {
namespace {

using Json = nlohmann::ordered_json;

template <typename T>
concept HasFields = requires(const T& value) { T::Fields(value, [](const char*, const auto&) {}); };

template <typename T>
concept HasName = requires(T value) { NameOf(value); };

Json JsonOf(const std::string& text) { return text; }
Json JsonOf(std::uint64_t number) { return number; }
Json JsonOf(bool flag) { return flag; }

Json JsonOf(double number) {
  const Cell cell = NumberCell(number);
  const auto* whole = std::get_if<std::int64_t>(&cell);
  return whole ? Json(*whole) : Json(number);
}

Json JsonOf(const std::optional<double>& number) { return number ? JsonOf(*number) : Json(); }

Json JsonOf(HasName auto value) { return NameOf(value); }

Json JsonOf(const Moment& moment) {
  if (!moment) return nullptr;
  Json object;
  object["day"] = moment.day.empty() ? Json(nullptr) : Json(moment.day);
  object["precision"] = PrecisionName(moment.precision);
  return object;
}

template <typename T>
Json JsonOf(const std::vector<T>& list);

template <HasFields T>
Json JsonOf(const T& value) {
  Json object = Json::object();
  T::Fields(value, [&](const char* name, const auto& field) { object[name] = JsonOf(field); });
  return object;
}

template <typename T>
Json JsonOf(const std::vector<T>& list) {
  Json array = Json::array();
  for (const T& item : list) array.push_back(JsonOf(item));
  return array;
}

}  // namespace

std::string ToJson(const Subject& subject) {
  Json object;
  object["subject"] = subject.name;
  object.update(std::visit([](const auto& state) { return JsonOf(state); }, subject.state));
  object["events"] = subject.history.events;
  object["corrections"] = subject.history.corrected.size();
  object["disputes"] = JsonOf(subject.history.disputes);
  // A text of an event is valid UTF-8; replacing is for what a damaged store might give.
  return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace daybook::improvement
