#include "improvement/correction.h"

#include <gtest/gtest.h>

#include "improvement/entries.h"

namespace daybook::improvement {
namespace {

Correction Replace(const std::string& pointer, const std::string& to) {
  return {.event = {}, .pointer = pointer, .from = {}, .to = to, .order = {}};
}

std::optional<Correction> CorrectionIn(const std::string& data) {
  const Entries entries{
      {.type = "event.corrected", .subject = "finding/x", .time = "2025-01-01", .data = data}};
  const Facts facts = FactsOf(entries.all);
  return CorrectionOf(ReadFact(facts.at(0)));
}

TEST(Correction, ReplacesWhatThePointerLeadsTo) {
  EXPECT_EQ(Corrected(R"({"a":{"b/c":[1,2]}})", {Replace("/a/b~1c/1", R"("two")")}),
            R"({"a":{"b/c":[1,"two"]}})");
}

TEST(Correction, IsMadeAfterTheOnesBeforeIt) {
  EXPECT_EQ(Corrected(R"({"a":1})", {Replace("/a", "2"), Replace("/a", "3")}), R"({"a":3})");
}

TEST(Correction, AddsAMemberThatWasForgotten) {
  EXPECT_EQ(Corrected(R"({"a":1})", {Replace("/b", "2")}), R"({"a":1,"b":2})");
}

TEST(Correction, ThatLeadsNowhereChangesNothing) {
  for (const char* pointer : {"/a/b", "/list/7", "/list/x", "/list/-", "a", "/x/y", "/~2"}) {
    EXPECT_EQ(Corrected(R"({"a":1,"list":[0]})", {Replace(pointer, "2")}), R"({"a":1,"list":[0]})")
        << pointer;
  }
}

TEST(Correction, OfTheWholeDataReplacesIt) {
  EXPECT_EQ(Corrected(R"({"a":1})", {Replace("", R"({"b":2})")}), R"({"b":2})");
}

TEST(Correction, NamesAnEventOfItsOwnSourceByItsId) {
  const auto correction =
      CorrectionIn(R"({"event":"e1","pointer":"/a","from":"x","to":null,"basis":"2.1"})");
  ASSERT_TRUE(correction.has_value());
  EXPECT_EQ(correction->event, (EventName{"/test", "e1"}));
  EXPECT_EQ(correction->from, R"("x")");
  EXPECT_EQ(correction->to, "null");
}

TEST(Correction, NamesAnEventOfAnotherSourceByBoth) {
  const auto correction =
      CorrectionIn(R"({"event":{"source":"/other","id":"e1"},"pointer":"/a","to":1})");
  ASSERT_TRUE(correction.has_value());
  EXPECT_EQ(correction->event, (EventName{"/other", "e1"}));
}

TEST(Correction, ThatDoesNotSayWhatOrToWhatIsNone) {
  EXPECT_FALSE(CorrectionIn(R"({"pointer":"/a","to":1})").has_value());
  EXPECT_FALSE(CorrectionIn(R"({"event":"e1","pointer":"/a"})").has_value());
  EXPECT_FALSE(CorrectionIn(R"({"event":7,"pointer":"/a","to":1})").has_value());
  EXPECT_FALSE(CorrectionIn("[1]").has_value());
}

}  // namespace
}  // namespace daybook::improvement
