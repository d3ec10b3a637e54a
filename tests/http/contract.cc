#include "http/contract.h"

#include <boost/algorithm/string.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "http/openapi.h"
#include "http/router.h"

namespace daybook::http {
namespace {

using nlohmann::json;

const json& Document() {
  static const json kDocument = json::parse(OpenApiText());
  return kDocument;
}

const json& Resolved(const json& node) {
  const auto reference = node.find("$ref");
  if (reference == node.end()) return node;
  return Document().at(json::json_pointer(reference->get<std::string>().substr(1)));
}

std::set<std::string> DeclaredParams(const json& path, const json& operation) {
  std::set<std::string> names;
  for (const json* owner : {&path, &operation}) {
    for (const json& each : owner->value("parameters", json::array())) {
      const json& parameter = Resolved(each);
      if (parameter.at("in") == "query") names.insert(parameter.at("name").get<std::string>());
    }
  }
  return names;
}

bool IsDeclaredType(const json& response, const std::string& content_type) {
  const std::string type = content_type.substr(0, content_type.find(';'));
  const json content = response.value("content", json::object());
  return content.empty() ? type.empty() : content.contains(type) || content.contains("*/*");
}

}  // namespace

std::string Undeclared(const std::string& method, const std::string& target, int status,
                       const std::string& content_type) {
  Request request;
  const auto verb = boost::beast::http::string_to_verb(method == "HEAD" ? "GET" : method);
  if (!ReadTarget(target, request)) return "";
  const Route* route = FindRoute(Routes(), verb, request.segments).route;
  if (route == nullptr) return "";
  const std::string pattern = OpenApiPath(route->pattern);
  const json& path = Document().at("paths").at(pattern);
  const json& operation = path.at(boost::to_lower_copy(std::string(to_string(route->method))));
  const std::string where = method + " " + pattern + " answers " + std::to_string(status);
  const auto response = operation.at("responses").find(std::to_string(status));
  if (response == operation.at("responses").end()) return where;
  const bool has_body = method != "HEAD" && status != 304;
  if (has_body && !IsDeclaredType(Resolved(*response), content_type)) {
    return where + " as `" + content_type + "`";
  }
  if (status >= 300) return "";
  const std::set<std::string> declared = DeclaredParams(path, operation);
  for (const auto& [name, value] : request.params) {
    if (!declared.contains(name)) return where + " to the parameter " + name;
  }
  return "";
}

}  // namespace daybook::http
