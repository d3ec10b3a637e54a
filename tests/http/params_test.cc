#include "http/params.h"

#include <gtest/gtest.h>

#include "event/instant.h"
#include "http/cursor.h"
#include "http/search_params.h"

namespace daybook::http {
namespace {

std::string RefusalOf(const Params& params) {
  const auto read = ReadSearch(params, Options(), *access::Everybody());
  if (read) return "";
  EXPECT_EQ(read.error().code, ErrorCode::kMalformed);
  std::string all;
  for (const Fault& fault : read.error().faults) all += fault.detail + "\n";
  return all;
}

TEST(SearchParamsTest, EveryFilterIsRead) {
  const auto read = ReadSearch({{"type", "finding.raised"},
                                {"kind", "finding"},
                                {"subject", "finding/edt-capacity"},
                                {"actor", "jo"},
                                {"text", "duty team"},
                                {"from", "2024-07-30"},
                                {"to", "2024-07-31T09:00:00+01:00"},
                                {"recordedfrom", "2025-01-01"},
                                {"recordedto", "2025-02-01"},
                                {"order", "-occurred"},
                                {"limit", "5"},
                                {"min_position", "9"}},
                               Options(), *access::Everybody());
  ASSERT_TRUE(read.has_value()) << read.error().detail;
  const Query& query = read->query;
  EXPECT_EQ(query.type, "finding.raised");
  EXPECT_EQ(query.kind, "finding");
  EXPECT_EQ(query.subject, "finding/edt-capacity");
  EXPECT_EQ(query.actor, "jo");
  EXPECT_EQ(query.text, "duty team");
  EXPECT_EQ(query.from, *ParseInstant("2024-07-30T00:00:00Z"));
  EXPECT_EQ(query.to, *ParseInstant("2024-07-31T08:00:00Z"));
  EXPECT_EQ(query.recorded_from, *ParseInstant("2025-01-01T00:00:00Z"));
  EXPECT_EQ(query.recorded_to, *ParseInstant("2025-02-01T00:00:00Z"));
  EXPECT_EQ(query.order, Query::Order::kOccurred);
  EXPECT_TRUE(query.descending);
  EXPECT_EQ(read->limit, 5U);
  EXPECT_EQ(read->min_position, 9U);
}

TEST(SearchParamsTest, AnOffsetWhosePlusBecameASpaceIsRead) {
  const auto read =
      ReadSearch({{"from", "2024-07-31T09:00:00 01:00"}}, Options(), *access::Everybody());
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->query.from, *ParseInstant("2024-07-31T08:00:00Z"));
}

TEST(SearchParamsTest, AscAndDescAreOrdersOfRecording) {
  EXPECT_TRUE(ReadSearch({{"order", "desc"}}, Options(), *access::Everybody())->query.descending);
  EXPECT_FALSE(ReadSearch({{"order", "asc"}}, Options(), *access::Everybody())->query.descending);
}

TEST(SearchParamsTest, EmptyFieldsOfAFormCountAsAbsent) {
  const auto read = ReadSearch({{"type", ""}, {"limit", ""}}, Options(), *access::Everybody());
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->query.type.has_value());
}

TEST(SearchParamsTest, UnknownParametersAreNamed) {
  EXPECT_NE(RefusalOf({{"typ", "x"}}).find("`typ`"), std::string::npos);
}

TEST(SearchParamsTest, EveryFaultIsToldAtOnce) {
  const std::string told = RefusalOf({{"limit", "1001"},
                                      {"from", "2024-02-30"},
                                      {"order", "sideways"},
                                      {"kind", "Finding"},
                                      {"subject", "finding"},
                                      {"min_position", "-1"},
                                      {"after", "nonsense"}});
  for (const char* name : {"limit", "from", "order", "kind", "subject", "min_position", "after"}) {
    EXPECT_NE(told.find(std::string("`") + name), std::string::npos) << name << '\n' << told;
  }
}

TEST(SearchParamsTest, AParameterGivenTwiceIsRefused) {
  EXPECT_NE(RefusalOf({{"type", "a"}, {"type", "b"}}).find("twice"), std::string::npos);
}

TEST(SearchParamsTest, ACursorOfAnotherSearchIsRefused) {
  Query query;
  query.type = "a";
  const std::string cursor = EncodeCursor(query, {});
  EXPECT_EQ(RefusalOf({{"type", "a"}, {"after", cursor}}), "");
  EXPECT_NE(RefusalOf({{"type", "b"}, {"after", cursor}}), "");
  EXPECT_NE(RefusalOf({{"type", "a"}, {"order", "desc"}, {"after", cursor}}), "");
}

}  // namespace
}  // namespace daybook::http
