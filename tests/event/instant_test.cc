#include "event/instant.h"

#include <gtest/gtest.h>

namespace daybook {
namespace {

std::string RoundTrip(std::string_view text) {
  const auto instant = ParseInstant(text);
  return instant ? FormatInstant(*instant) : instant.error().detail;
}

TEST(Instant, IsWrittenInUtcAlwaysInTheSameWidth) {
  EXPECT_EQ(RoundTrip("2024-07-30T09:00:00+01:00"), "2024-07-30T08:00:00.000000Z");
  EXPECT_EQ(RoundTrip("2024-12-31T23:59:59.5-00:30"), "2025-01-01T00:29:59.500000Z");
  EXPECT_EQ(RoundTrip("1900-01-01t00:00:00z"), "1900-01-01T00:00:00.000000Z");
  EXPECT_EQ(RoundTrip("9999-12-31T23:59:59.999999Z"), "9999-12-31T23:59:59.999999Z");
}

TEST(Instant, DropsWhatIsFinerThanAMicrosecond) {
  EXPECT_EQ(RoundTrip("2024-07-30T09:00:00.123456789Z"), "2024-07-30T09:00:00.123456Z");
}

TEST(Instant, RefusesDaysThatDoNotExist) {
  for (const char* text : {"2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
                           "2024-00-10T00:00:00Z", "1900-02-29T00:00:00Z"}) {
    EXPECT_NE(RoundTrip(text).find("does not exist"), std::string::npos) << text;
  }
  EXPECT_TRUE(ParseInstant("2024-02-29T00:00:00Z"));
}

TEST(Instant, RefusesWhatIsNotRfc3339) {
  for (const char* text :
       {"", "2024", "2024-07-30", "2024-07-30T09:00:00", "2024-07-30 09:00:00Z",
        "2024-07-30T24:00:00Z", "2024-07-30T09:60:00Z", "2024-07-30T09:00:60Z",
        "2024-07-30T09:00:00.Z", "2024-07-30T09:00:00.1234567890Z", "2024-07-30T09:00:00+1:00",
        "2024-07-30T09:00:00+24:00", "2024-07-30T09:00:00Zx", "+024-07-30T09:00:00Z",
        "2024--7-30T09:00:00Z", "1899-12-31T23:59:59Z", "1900-01-01T00:00:00+01:00",
        "9999-12-31T23:59:59-01:00"}) {
    const auto parsed = ParseInstant(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().code, ErrorCode::kMalformed) << text;
  }
}

TEST(Instant, ADayAloneIsItsBeginningInUtc) {
  EXPECT_EQ(ParseInstantOrDay("2024-07-30"), ParseInstant("2024-07-30T00:00:00Z"));
  EXPECT_FALSE(ParseInstantOrDay("2024-02-30"));
  EXPECT_FALSE(ParseInstantOrDay("2024-07-3x"));
}

TEST(Precision, APeriodBeginsWhereItIsWritten) {
  EXPECT_TRUE(BeginsPeriod("2024-07-30T00:00:00+01:00", Precision::kDay));
  EXPECT_TRUE(BeginsPeriod("2024-07-30T00:00:00.000Z", Precision::kDay));
  EXPECT_FALSE(BeginsPeriod("2024-07-30T00:00:00.001Z", Precision::kDay));
  EXPECT_FALSE(BeginsPeriod("2024-07-30T01:00:00Z", Precision::kDay));
  EXPECT_TRUE(BeginsPeriod("2024-07-01T00:00:00Z", Precision::kMonth));
  EXPECT_FALSE(BeginsPeriod("2024-07-02T00:00:00Z", Precision::kMonth));
  EXPECT_TRUE(BeginsPeriod("2024-01-01T00:00:00Z", Precision::kYear));
  EXPECT_FALSE(BeginsPeriod("2024-02-01T00:00:00Z", Precision::kYear));
  EXPECT_TRUE(BeginsPeriod("2024-02-03T04:05:06Z", Precision::kUnknown));
}

TEST(Precision, NamesGoBothWays) {
  for (const Precision precision : {Precision::kInstant, Precision::kDay, Precision::kMonth,
                                    Precision::kYear, Precision::kUnknown}) {
    EXPECT_EQ(ParsePrecision(PrecisionName(precision)), precision);
  }
  EXPECT_EQ(ParsePrecision("week"), std::nullopt);
}

}  // namespace
}  // namespace daybook
