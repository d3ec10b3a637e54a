#include "catalogue/compiler.h"

#include <gtest/gtest.h>

#include "daybook/limits.h"

namespace daybook::catalogue {
namespace {

using nlohmann::json;

std::vector<std::string> FaultsIn(const json& schema) {
  const auto node = Compile(schema);
  std::vector<std::string> faults;
  if (node) return faults;
  EXPECT_EQ(node.error().code, ErrorCode::kUnprocessable);
  for (const Fault& fault : node.error().faults) {
    faults.push_back(fault.pointer + ": " + fault.detail);
  }
  return faults;
}

TEST(CompilerTest, WhatIsBrokenIsToldWhereItStands) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {R"([])", ": must be a schema: an object, true or false"},
      {R"({"requird":["a"]})", "/requird: is no keyword of JSON Schema draft-07"},
      {R"({"properties":{"a":{"typ":"string"}}})",
       "/properties/a/typ: is no keyword of JSON Schema draft-07"},
      {R"({"type":"text"})",
       "/type: must be of null, boolean, integer, number, string, array and object"},
      {R"({"type":3})",
       "/type: must be of null, boolean, integer, number, string, array and object"},
      {R"({"enum":"a"})", "/enum: must be a list of values"},
      {R"({"minimum":"1"})", "/minimum: must be a number"},
      {R"({"multipleOf":0})", "/multipleOf: must be above 0"},
      {R"({"minLength":-1})", "/minLength: must be a whole number from 0"},
      {R"({"pattern":1})", "/pattern: must be text"},
      {R"({"format":"email"})",
       "/format: must be date or date-time: no other format is checked here; use a pattern"},
      {R"({"uniqueItems":1})", "/uniqueItems: must be true or false"},
      {R"({"properties":[]})", "/properties: must be an object"},
      {R"({"required":"a"})", "/required: must be a list of names"},
      {R"({"required":[1]})", "/required: must be a list of names"},
      {R"({"anyOf":[]})", "/anyOf: must be a list of schemas"},
      {R"({"items":[true,3]})", "/items/1: must be a schema: an object, true or false"},
      {R"({"dependencies":{"a/b":[1]}})", "/dependencies/a~1b: must be a list of names"},
      {R"({"definitions":{"a":1}})", "/definitions/a: must be a schema: an object, true or false"},
      {R"({"description":1})", "/description: must be text"},
      {R"({"$schema":"https://json-schema.org/draft/2020-12/schema"})",
       "/$schema: must be http://json-schema.org/draft-07/schema#: no other draft is read"},
      {R"({"$ref":"https://example.org/s"})",
       "/$ref: must lead to one of the schema's own definitions, as in #/definitions/person"},
      {R"({"$ref":"#/definitions/none"})",
       "/$ref: must lead to one of the schema's own definitions, as in #/definitions/person"},
      {R"({"$ref":"#/definitions/~2"})",
       "/$ref: must lead to one of the schema's own definitions, as in #/definitions/person"},
  };
  for (const auto& [schema, told] : cases) {
    EXPECT_EQ(FaultsIn(json::parse(schema)), std::vector<std::string>{told}) << schema;
  }
}

TEST(CompilerTest, PatternsThatCannotBeMatchedInBoundedTimeAreRefused) {
  for (const char* pattern : {"(?=a)", "(a)\\1", "(", "a{1000000}", "((a{100}){100}){100}"}) {
    const auto faults = FaultsIn(json{{"pattern", pattern}});
    ASSERT_EQ(faults.size(), 1U) << pattern;
    EXPECT_TRUE(faults[0].starts_with("/pattern: is no regular expression that is read here"));
  }
}

TEST(CompilerTest, AReferenceThatLeadsBackIsRefused) {
  const json schema = json::parse(
      R"({"properties":{"a":{"$ref":"#/definitions/a"}},
          "definitions":{"a":{"items":{"$ref":"#/definitions/b"}},
                         "b":{"allOf":[{"$ref":"#/definitions/a"}]}}})");
  const auto faults = FaultsIn(schema);
  ASSERT_FALSE(faults.empty());
  EXPECT_TRUE(faults[0].ends_with("/$ref: leads back to where it stands")) << faults[0];
}

TEST(CompilerTest, ReferencesThatMultiplyAreBounded) {
  json schema = json::parse(R"({"$ref":"#/definitions/d0","definitions":{"d40":{}}})");
  for (int i = 0; i < 40; ++i) {
    const json next{{"$ref", "#/definitions/d" + std::to_string(i + 1)}};
    schema["definitions"]["d" + std::to_string(i)] = {{"anyOf", json::array({next, next})}};
  }
  const auto faults = FaultsIn(schema);
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_NE(faults[0].find("more than 1000 parts"), std::string::npos) << faults[0];
}

TEST(CompilerTest, NestingIsBounded) {
  json schema = true;
  for (int i = 0; i < 200; ++i) schema = json{{"not", schema}};
  EXPECT_EQ(FaultsIn(schema).size(), 1U);
}

}  // namespace
}  // namespace daybook::catalogue
