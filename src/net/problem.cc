#include "net/problem.h"

#include <nlohmann/json.hpp>

namespace daybook::net {
namespace {

using nlohmann::json;

std::string TextOf(const json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : "";
}

std::vector<Fault> FaultsOf(const json& problem) {
  std::vector<Fault> faults;
  const auto errors = problem.find("errors");
  if (errors == problem.end() || !errors->is_array()) return faults;
  for (const json& fault : *errors) {
    if (!fault.is_object()) continue;
    faults.push_back({.pointer = TextOf(fault, "pointer"),
                      .detail = TextOf(fault, "detail"),
                      .rule = TextOf(fault, "rule")});
  }
  return faults;
}

}  // namespace

Problem ParseProblem(const std::string& body) {
  const json problem = json::parse(body, nullptr, false);
  if (!problem.is_object()) return {};
  return {.type = TextOf(problem, "type"),
          .title = TextOf(problem, "title"),
          .detail = TextOf(problem, "detail"),
          .faults = FaultsOf(problem)};
}

}  // namespace daybook::net
