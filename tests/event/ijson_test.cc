#include "event/ijson.h"

#include <gtest/gtest.h>

namespace daybook {
namespace {

// Where a text is at fault, and what is said of it; "ok" if it is not.
std::string FaultOf(std::string_view text) {
  JsonDocument document;
  const auto parsed = document.Parse(text);
  if (parsed) return "ok";
  EXPECT_EQ(parsed.error().code, ErrorCode::kMalformed);
  EXPECT_EQ(parsed.error().faults.size(), 1U);
  return parsed.error().faults.front().pointer + ": " + parsed.error().faults.front().detail;
}

std::string Nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(IJson, MinifiesTokenForToken) {
  JsonDocument document;
  ASSERT_TRUE(document.Parse(" { \"a\" : [ 1.0 , 1e2 , -0 ] ,\t\"b \\u00e9\":\" x  y \"\n} "));
  EXPECT_EQ(document.text(), "{\"a\":[1.0,1e2,-0],\"b \\u00e9\":\" x  y \"}");
}

TEST(IJson, PartsAreDecodedNamesWithTheTextTheyWereSentAs) {
  JsonDocument document;
  ASSERT_TRUE(document.Parse(R"({"a\"]":{"x":["}",{}]},"\u0062": 1.50, "c":"\\"})"));
  const auto parts = JsonParts(document.root(), document.text());
  ASSERT_EQ(parts.size(), 3U);
  EXPECT_EQ(parts[0].name, "a\"]");
  EXPECT_EQ(parts[0].text, R"({"x":["}",{}]})");
  EXPECT_EQ(parts[1].name, "b");
  EXPECT_EQ(parts[1].text, "1.50");
  EXPECT_EQ(parts[2].text, R"("\\")");
}

TEST(IJson, ANameTwiceIsRefusedHoweverItIsEscaped) {
  EXPECT_EQ(FaultOf(R"({"a":1,"b":2,"a":3})"), "/a: this name is there twice in one object");
  EXPECT_EQ(FaultOf(R"({"x":[{},{"a~/":1,"\u0061~/":1}]})"),
            "/x/1/a~0~1: this name is there twice in one object");
  EXPECT_EQ(FaultOf(R"({"a":{"a":1},"b":{"a":1}})"), "ok");
}

TEST(IJson, IntegersThatDoublesCannotHoldAreRefused) {
  EXPECT_EQ(FaultOf("[9007199254740991,-9007199254740991]"), "ok");
  EXPECT_TRUE(FaultOf("[1,9007199254740992]").starts_with("/1: an integer beyond"));
  EXPECT_TRUE(FaultOf("{\"n\":-9007199254740992}").starts_with("/n: an integer beyond"));
  EXPECT_TRUE(FaultOf("[18446744073709551615]").starts_with("/0: an integer beyond"));
  EXPECT_NE(FaultOf("[18446744073709551616]"), "ok");
  EXPECT_NE(FaultOf("[1e999]"), "ok");
}

TEST(IJson, TextThatIsNotUtf8IsRefused) {
  EXPECT_EQ(FaultOf("[\"\xff\"]"), ": not valid UTF-8");
  EXPECT_EQ(FaultOf("[\"\xed\xa0\x80\"]"), ": not valid UTF-8");  // a surrogate
  EXPECT_EQ(FaultOf("[\"\xc0\xaf\"]"), ": not valid UTF-8");      // overlong
}

TEST(IJson, NoncharactersAreRefusedHoweverTheyAreWritten) {
  const std::string_view said = ": a text has a noncharacter of Unicode, such as U+FFFF";
  EXPECT_EQ(FaultOf("\"\xef\xbf\xbf\""), said);
  EXPECT_EQ(FaultOf(R"({"a":["b","\uffff"]})"), "/a/1" + std::string(said));
  EXPECT_EQ(FaultOf(R"({"a":"\ufdd0"})"), "/a" + std::string(said));
  EXPECT_EQ(FaultOf(R"({"a":"x\ud83f\udffe"})"), "/a" + std::string(said));  // U+1FFFE
  EXPECT_EQ(FaultOf(R"({"a":{"\ufdef":1}})"),
            "/a: a name has a noncharacter of Unicode, such as U+FFFF");
  // Their neighbours, and the private use that is nobody's business.
  EXPECT_EQ(FaultOf(R"(["\ufffd","\ufdcf","\ufdf0","\ue000","\ud83d\ude00"])"), "ok");
}

TEST(IJson, HalfASurrogatePairIsRefused) {
  EXPECT_NE(FaultOf(R"(["\ud800"])"), "ok");
  EXPECT_NE(FaultOf(R"(["\udc00x"])"), "ok");
  EXPECT_NE(FaultOf(R"({"\ud800":1})"), "ok");
  EXPECT_EQ(FaultOf(R"(["\ud83d\ude00"])"), "ok");
}

TEST(IJson, NestingIsBoundedAndTheBoundIsNamed) {
  EXPECT_EQ(FaultOf(Nested(64)), "ok");
  EXPECT_NE(FaultOf(Nested(65)).find("nested more than 64 deep"), std::string::npos);
  EXPECT_EQ(FaultOf(Nested(10'000)), ": nested more than 64 deep");
}

TEST(IJson, WhatIsNotJsonIsToldWithItsByte) {
  EXPECT_EQ(FaultOf("{\"a\":1,}"), ": not JSON (at byte 8)");
  EXPECT_EQ(FaultOf(""), ": empty: a JSON value is expected");
  for (const char* text : {"{", "[1 2]", "nul", "01", "[1.]", "\"a", "{\"a\"}", "[1],", "{'a':1}",
                           "[\"\t\"]", "[NaN]", "// x\n1"}) {
    EXPECT_NE(FaultOf(text), "ok") << text;
  }
}

TEST(IJson, ADocumentCanBeReusedAfterARefusal) {
  JsonDocument document;
  EXPECT_FALSE(document.Parse("[1"));
  ASSERT_TRUE(document.Parse("[1]"));
  EXPECT_EQ(document.text(), "[1]");
}

TEST(JsonString, EscapesOnlyWhatItMust) {
  std::string out;
  AppendJsonString(out, "a\"b\\c\n\x01é/");
  EXPECT_EQ(out, R"("a\"b\\c\u000a\u0001é/")");
}

}  // namespace
}  // namespace daybook
