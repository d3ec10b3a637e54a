#include "http/expectations.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

using Kind = Expectation::Kind;

void ExpectRefused(const ExpectationHeaders& headers, std::string_view subject,
                   const std::string& words) {
  const auto read = ReadExpectations(headers, subject);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::kMalformed);
  EXPECT_NE(read.error().detail.find(words), std::string::npos) << read.error().detail;
}

TEST(ExpectationsTest, WithoutHeadersNothingIsExpected) {
  const auto read = ReadExpectations({}, "finding/x");
  ASSERT_TRUE(read.has_value());
  EXPECT_TRUE(read->empty());
}

TEST(ExpectationsTest, IfMatchIsARevisionOfThePathsSubject) {
  const auto read = ReadExpectations({.if_match = "\"7\""}, "finding/x");
  ASSERT_TRUE(read.has_value() && read->size() == 1);
  EXPECT_EQ(read->front().subject, "finding/x");
  EXPECT_EQ(read->front().kind, Kind::kRevision);
  EXPECT_EQ(read->front().revision, 7U);
}

TEST(ExpectationsTest, AStarMatchesAnyStreamAndNoneMatchesNoStream) {
  const auto any = ReadExpectations({.if_match = "*"}, "finding/x");
  ASSERT_TRUE(any.has_value() && any->size() == 1);
  EXPECT_EQ(any->front().kind, Kind::kAnyStream);
  const auto none = ReadExpectations({.if_none_match = "*"}, "finding/x");
  ASSERT_TRUE(none.has_value() && none->size() == 1);
  EXPECT_EQ(none->front().kind, Kind::kNoStream);
}

TEST(ExpectationsTest, DaybookExpectNamesManySubjects) {
  const auto read =
      ReadExpectations({.daybook_expect = "finding/x=3, action/y=none ,action/z = any"}, "");
  ASSERT_TRUE(read.has_value() && read->size() == 3);
  EXPECT_EQ((*read)[0].subject, "finding/x");
  EXPECT_EQ((*read)[0].revision, 3U);
  EXPECT_EQ((*read)[1].kind, Kind::kNoStream);
  EXPECT_EQ((*read)[2].subject, "action/z");
  EXPECT_EQ((*read)[2].kind, Kind::kAnyStream);
}

TEST(ExpectationsTest, BothHeadersCountTogether) {
  const auto read =
      ReadExpectations({.if_match = "\"1\"", .daybook_expect = "action/y=2"}, "finding/x");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->size(), 2U);
}

TEST(ExpectationsTest, ConditionsWithoutASubjectAreRefused) {
  ExpectRefused({.if_match = "\"7\""}, "", "Daybook-Expect");
  ExpectRefused({.if_none_match = "*"}, "", "Daybook-Expect");
}

TEST(ExpectationsTest, UnreadableConditionsAreRefused) {
  for (const char* value :
       {"7", "\"\"", "\"x\"", "W/\"7\"", "\"1\", \"2\"", "\"-1\"", "\"18446744073709551616\""}) {
    ExpectRefused({.if_match = value}, "finding/x", "If-Match");
  }
  ExpectRefused({.if_none_match = "\"7\""}, "finding/x", "If-None-Match");
  ExpectRefused({.if_match = "*", .if_none_match = "*"}, "finding/x", "exclude");
}

TEST(ExpectationsTest, UnreadableItemsAreRefused) {
  for (const char* value : {"finding/x", "finding=3", "finding/x=", "finding/x=some", "=3",
                            "finding/x=-3", "finding/x=3=4"}) {
    ExpectRefused({.daybook_expect = value}, "", "Daybook-Expect");
  }
}

TEST(ExpectationsTest, TwoExpectationsOfOneSubjectAreRefused) {
  ExpectRefused({.daybook_expect = "finding/x=3, finding/x=4"}, "", "finding/x");
  ExpectRefused({.if_match = "\"7\"", .daybook_expect = "finding/x=3"}, "finding/x", "finding/x");
}

}  // namespace
}  // namespace daybook::http
