#include "http/openapi.h"

#include <gtest/gtest.h>

#include <boost/algorithm/string.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "http/contract.h"
#include "http/router.h"
#include "improvement/views.h"

namespace daybook::http {
namespace {

using nlohmann::json;

TEST(OpenApi, HasEveryRouteOfTheServerAndNoOther) {
  std::set<std::string> routes;
  for (const Route& route : Routes()) {
    routes.insert(boost::to_lower_copy(std::string(to_string(route.method))) + " " +
                  OpenApiPath(route.pattern));
  }
  std::set<std::string> written;
  const json document = json::parse(WrittenOpenApi());
  for (const auto& [path, methods] : document.at("paths").items()) {
    for (const auto& [method, operation] : methods.items()) {
      if (method != "parameters") written.insert(method + " " + path);
    }
  }
  EXPECT_EQ(written, routes);
}

TEST(OpenApi, NamesEachViewThatThereIs) {
  const json document = json::parse(OpenApiText());
  const json& names = document.at("/components/parameters/view/schema/enum"_json_pointer);
  ASSERT_EQ(names.size(), improvement::Views().size());
  for (const improvement::ViewKind& view : improvement::Views()) {
    EXPECT_NE(std::ranges::find(names, json(view.name)), names.end()) << view.name;
  }
}

TEST(OpenApi, WhatIsNotDeclaredIsNoticed) {
  EXPECT_EQ(Undeclared("GET", "/v1/rules", 200, "application/json"), "");
  EXPECT_EQ(Undeclared("GET", "/v1/rules", 200, "image/png"),
            "GET /v1/rules answers 200 as `image/png`");
  EXPECT_EQ(Undeclared("GET", "/v1/rules", 418, "application/json"), "GET /v1/rules answers 418");
  EXPECT_EQ(Undeclared("GET", "/v1/rules?more=1", 200, "application/json"),
            "GET /v1/rules answers 200 to the parameter more");
  EXPECT_EQ(Undeclared("GET", "/none", 200, ""), "");
}

}  // namespace
}  // namespace daybook::http
