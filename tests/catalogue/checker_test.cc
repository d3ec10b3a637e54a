#include "catalogue/checker.h"

#include <gtest/gtest.h>

#include "catalogue/compiler.h"
#include "daybook/limits.h"

namespace daybook::catalogue {
namespace {

using Faults = std::vector<std::string>;

Faults FaultsIn(const std::string& schema, const std::string& value) {
  const auto node = Compile(nlohmann::json::parse(schema));
  if (!node) return {"the schema is broken: " + node.error().faults.at(0).detail};
  simdjson::dom::parser parser;
  std::vector<Fault> faults;
  std::vector<std::string> personal;
  const bool fits =
      Check(**node, parser.parse(value), "", {.faults = faults, .personal = personal});
  EXPECT_EQ(fits, faults.empty());
  Faults told;
  for (const Fault& fault : faults) told.push_back(fault.pointer + ": " + fault.detail);
  return told;
}

struct Case {
  const char* schema;
  const char* good;
  const char* bad;
  const char* told;
};

// Every keyword with a value that fits, one that does not, and what is told of that.
const std::vector<Case> kCases = {
    {R"({"type":"string"})", R"("x")", "1", ": must be text"},
    {R"({"type":["string","null"]})", "null", "[]", ": must be text or null"},
    {R"({"type":"integer"})", "2.0", "2.5", ": must be a whole number"},
    {R"({"type":"number"})", "2", R"("2")", ": must be a number"},
    {R"({"type":"boolean"})", "true", "0", ": must be true or false"},
    {R"({"type":"array"})", "[]", "{}", ": must be a list"},
    {R"({"type":"object"})", "{}", "null", ": must be an object"},
    {R"({"enum":["low","high"]})", R"("low")", R"("Low")", ": must be one of low, high"},
    {R"({"enum":["low",3,null]})", "3.0", "4", ": must be one of low, 3, null"},
    {R"({"const":{"a":[1]}})", R"({"a":[1]})", R"({"a":[2]})", R"(: must be {"a":[1]})"},
    {R"({"enum":[1,2],"const":2})", "2", "1", ": must be 2"},
    {R"({"minimum":1})", "1", "0", ": must be at least 1"},
    {R"({"maximum":1.5})", "1.5", "1.6", ": must be at most 1.5"},
    {R"({"exclusiveMinimum":1})", "1.1", "1", ": must be above 1"},
    {R"({"exclusiveMaximum":1})", "0.9", "1", ": must be below 1"},
    {R"({"multipleOf":0.5})", "2.5", "2.4", ": must be a multiple of 0.5"},
    {R"({"minLength":1})", R"("x")", R"("")", ": must not be empty"},
    {R"({"minLength":2})", R"("€€")", R"("€")", ": must have at least 2 characters"},
    {R"({"maxLength":1})", R"("€")", R"("€€")", ": must have at most 1 character"},
    {R"({"pattern":"^a+$"})", R"("aa")", R"("ab")", ": must match the pattern ^a+$"},
    {R"({"pattern":"^a+$","examples":["aaa"]})", "1", R"("b")", ": must have the form of aaa"},
    {R"({"format":"date"})", R"("2024-02-29")", R"("2025-02-29")",
     ": must be a day, as in 2025-06-30"},
    {R"({"format":"date-time"})", R"("2025-02-20T10:00:00Z")", R"("2025-02-20")",
     ": must be a time, as in 2025-06-30T09:00:00Z"},
    {R"({"items":{"type":"integer"}})", "[1,2]", "[1,true]", "/1: must be a whole number"},
    {R"({"items":[{"type":"integer"}],"additionalItems":{"type":"string"}})", R"([1,"x"])", "[1,2]",
     "/1: must be text"},
    {R"({"items":{"type":"integer"},"additionalItems":false})", "[1,2]", R"(["x"])",
     "/0: must be a whole number"},
    {R"({"contains":{"const":1}})", "[0,1]", "[0]", ": has no item of the sort it must have"},
    {R"({"minItems":1})", "[1]", "[]", ": must have at least 1 item"},
    {R"({"maxItems":1})", "[1]", "[1,2]", ": must have at most 1 item"},
    {R"({"uniqueItems":true})", R"(["a","b",1,true])", R"(["a","b","a"])",
     ": has the same item twice"},
    {R"({"uniqueItems":true})", R"([{"a":1},{"a":2}])", R"([{"a":1,"b":2},{"b":2,"a":1}])",
     ": has the same item twice"},
    {R"({"properties":{"a/b":{"type":"null"}}})", R"({"c":1})", R"({"a/b":1})",
     "/a~1b: must be null"},
    {R"({"required":["a"]})", R"({"a":null})", "{}", "/a: is needed"},
    {R"({"required":["a"],"properties":{"a":{"description":"What it is."}}})", R"({"a":1})", "{}",
     "/a: is needed: What it is."},
    {R"({"properties":{"a":true,"b":true},"additionalProperties":false})", R"({"b":1})",
     R"({"c":1})", "/c: is not known here; known: a, b"},
    {R"({"properties":{"a":true},"additionalProperties":{"type":"string"}})", R"({"a":1,"b":"x"})",
     R"({"b":1})", "/b: must be text"},
    {R"({"patternProperties":{"^x":{"type":"string"}},"additionalProperties":false})",
     R"({"x1":"y"})", R"({"x1":1})", "/x1: must be text"},
    {R"({"propertyNames":{"pattern":"^[a-z]+$"}})", R"({"ab":1})", R"({"A":1})",
     "/A: has a name that is not allowed here"},
    {R"({"dependencies":{"a":["b"]}})", R"({"b":1})", R"({"a":1})", "/b: is needed beside a"},
    {R"({"dependencies":{"a":{"required":["c"]}}})", R"({"a":1,"c":1})", R"({"a":1})",
     "/c: is needed"},
    {R"({"minProperties":1})", R"({"a":1})", "{}", ": must have at least 1 member"},
    {R"({"maxProperties":1})", R"({"a":1})", R"({"a":1,"b":2})", ": must have at most 1 member"},
    {R"({"allOf":[{"minimum":1},{"maximum":2}]})", "2", "3", ": must be at most 2"},
    {R"({"anyOf":[{"type":"null"},{"type":"integer"}],"examples":[3]})", "1", R"("x")",
     ": must have the form of 3"},
    {R"({"oneOf":[{"type":"number"},{"type":"integer"}]})", "1.5", "1",
     ": fits more than one of the forms it may have"},
    {R"({"not":{"type":"null"}})", "1", "null", ": is not allowed here"},
    {R"({"if":{"type":"string"},"then":{"minLength":1},"else":{"minimum":5}})", "5", "4",
     ": must be at least 5"},
    {R"({"if":{"type":"string"},"then":{"minLength":1}})", "4", R"("")", ": must not be empty"},
    {R"({"properties":{"a":false}})", "{}", R"({"a":1})", "/a: is not allowed here"},
    {R"({"definitions":{"p":{"type":"string"}},"properties":{"a":{"$ref":"#/definitions/p"}}})",
     R"({"a":"x"})", R"({"a":1})", "/a: must be text"},
};

TEST(CheckerTest, EveryKeywordIsChecked) {
  for (const Case& one : kCases) {
    EXPECT_EQ(FaultsIn(one.schema, one.good), Faults{}) << one.schema << ' ' << one.good;
    EXPECT_EQ(FaultsIn(one.schema, one.bad), Faults{one.told}) << one.schema << ' ' << one.bad;
  }
}

TEST(CheckerTest, DaysAreDaysOfTheCalendar) {
  for (const char* day : {"0000-00-00", "2025-13-01", "2025-1-1", "2025-01-1x", "20250101",
                          "2025-01-01Z", "2025/01/01", "-025-01-01"}) {
    EXPECT_EQ(FaultsIn(R"({"format":"date"})", '"' + std::string(day) + '"').size(), 1U) << day;
  }
}

TEST(CheckerTest, AllFaultsAreToldUpToTheLimit) {
  const std::string schema = R"({"items":{"type":"object","required":["a","b"]}})";
  EXPECT_EQ(FaultsIn(schema, "[{},{}]"),
            (Faults{"/0/a: is needed", "/0/b: is needed", "/1/a: is needed", "/1/b: is needed"}));
  std::string many = "[{}";
  for (int i = 0; i < 1'000; ++i) many += ",{}";
  EXPECT_EQ(FaultsIn(schema, many + "]").size(), limits::kFaultsTold);
}

TEST(CheckerTest, ALongTextCostsALongTimeOfNobody) {
  const std::string text(60'000, 'a');
  EXPECT_EQ(FaultsIn(R"({"pattern":"^(a+)+b$"})", '"' + text + '"').size(), 1U);
  EXPECT_EQ(FaultsIn(R"({"pattern":"^a/[a-z]+$"})", "\"a/" + text + '"'), Faults{});
}

}  // namespace
}  // namespace daybook::catalogue
