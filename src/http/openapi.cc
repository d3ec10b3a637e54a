// GET /v1/openapi.json

#include "http/openapi.h"

#include <array>
#include <boost/algorithm/string/case_conv.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <nlohmann/json.hpp>

#include "http/resources.h"
#include "http/router.h"
#include "improvement/views.h"

namespace daybook::http {
namespace {

using Json = nlohmann::ordered_json;

// Any route may answer these; what else it may is written with it.
struct AnyProblem {
  const char* status;
  const char* response;
};
constexpr std::array kAnyProblems = {
    AnyProblem{"400", "Malformed"}, AnyProblem{"401", "Unauthenticated"},
    AnyProblem{"403", "Forbidden"}, AnyProblem{"413", "TooLarge"},
    AnyProblem{"429", "TooOften"},  AnyProblem{"431", "TooLong"},
    AnyProblem{"500", "Fault"},     AnyProblem{"503", "Busy"},
};

void AddProblems(Json& responses) {
  for (const AnyProblem& any : kAnyProblems) {
    if (responses.contains(any.status)) continue;
    responses[any.status]["$ref"] = std::string("#/components/responses/") + any.response;
  }
}

std::string Completed() {
  Json document = Json::parse(WrittenOpenApi());
  for (const Route& route : Routes()) {
    const std::string method = to_string(route.method);
    Json& path = document.at("paths").at(OpenApiPath(route.pattern));
    Json& operation = path.at(boost::algorithm::to_lower_copy(method));
    operation["summary"] = route.summary;
    AddProblems(operation.at("responses"));
  }
  Json& names = document.at("components").at("parameters").at("view").at("schema").at("enum");
  for (const improvement::ViewKind& view : improvement::Views()) names.push_back(view.name);
  return document.dump(1) + '\n';
}

}  // namespace

std::string OpenApiPath(std::string_view pattern) {
  return boost::replace_all_copy(std::string(pattern), "...}", "}");
}

const std::string& OpenApiText() {
  static const std::string kText = Completed();
  return kText;
}

AsyncReply GetOpenApi(Exchange& exchange) {
  ParamReader no_params(exchange.request.params);
  auto read = no_params.Finish();
  if (!read) co_return std::unexpected(std::move(read.error()));
  co_return TextReply("application/json", OpenApiText());
}

}  // namespace daybook::http
