#include "catalogue/wanted.h"

#include <string_view>
#include <vector>

namespace daybook::catalogue {
namespace {

using nlohmann::json;

std::string TextOf(const json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string Joined(const json& values, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) text += i + 1 == values.size() ? last : ", ";
    text += TextOf(values[i]);
  }
  return text;
}

std::string_view TypeWords(std::string_view type) {
  if (type == "string") return "text";
  if (type == "integer") return "a whole number";
  if (type == "number") return "a number";
  if (type == "boolean") return "true or false";
  if (type == "array") return "a list";
  if (type == "object") return "an object";
  return type;
}

std::string TypesWanted(const json& types) {
  std::string text = "must be ";
  if (types.is_string()) return text.append(TypeWords(types.get<std::string>()));
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (i > 0) text += " or ";
    text += TypeWords(types[i].get<std::string>());
  }
  return text;
}

}  // namespace

std::string Wanted(const json& schema) {
  const auto at = [&](const char* name) { return schema.value(name, json()); };
  if (const json values = at("enum"); !values.empty()) {
    return "must be one of " + Joined(values, ", ");
  }
  if (schema.contains("const")) return "must be " + TextOf(schema["const"]);
  if (at("format") == "date") return "must be a day, as in 2025-06-30";
  if (at("format") == "date-time") return "must be a time, as in 2025-06-30T09:00:00Z";
  const bool formed =
      schema.contains("pattern") || schema.contains("anyOf") || schema.contains("oneOf");
  if (const json examples = at("examples"); formed && !examples.empty()) {
    return "must have the form of " + Joined(examples, " or ");
  }
  if (const json pattern = at("pattern"); pattern.is_string()) {
    return "must match the pattern " + pattern.get<std::string>();
  }
  if (const json types = at("type"); !types.is_null()) return TypesWanted(types);
  return "does not fit";
}

}  // namespace daybook::catalogue
