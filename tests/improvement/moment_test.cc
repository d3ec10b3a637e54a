#include "improvement/moment.h"

#include <gtest/gtest.h>

#include "event/instant.h"
#include "improvement/entries.h"

namespace daybook::improvement {
namespace {

Moment MomentOf(const std::string& time, Precision precision) {
  const Entries entries{
      {.type = "visit.started", .subject = "visit/x", .time = time, .precision = precision}};
  EntryReader reader;
  return OccurredOf(*reader.Read(entries.all.at(0)));
}

Instant At(const char* text) { return *ParseInstant(text); }

TEST(Moment, AnInstantIsOnTheDayItIsInLondon) {
  EXPECT_EQ(MomentOf("2024-07-30T23:30:00Z", Precision::kInstant).day, "2024-07-31");
  EXPECT_EQ(MomentOf("2024-01-30T23:30:00Z", Precision::kInstant).day, "2024-01-30");
}

TEST(Moment, AWholePeriodStandsAsItWasWritten) {
  EXPECT_EQ(MomentOf("2024-07-30T00:00:00+01:00", Precision::kDay).day, "2024-07-30");
  EXPECT_EQ(MomentOf("2024-07-30T00:00:00+05:30", Precision::kDay).day, "2024-07-30");
  EXPECT_EQ(MomentOf("2024-08-01T00:00:00+01:00", Precision::kMonth).day, "2024-08");
  EXPECT_EQ(MomentOf("2023-01-01T00:00:00Z", Precision::kYear).day, "2023");
}

TEST(Moment, AGuessIsNoDayButHasItsPlaceInOrder) {
  const Moment guess = MomentOf("2025-02-20T00:00:00Z", Precision::kUnknown);
  EXPECT_EQ(guess.day, "");
  EXPECT_EQ(guess.at, At("2025-02-20T00:00:00Z"));
}

TEST(Moment, AnEventWithoutATimeOccurredWhenItWasRecorded) {
  const Moment moment = MomentOf("", Precision::kUnknown);
  EXPECT_EQ(moment.day, "");
  EXPECT_EQ(moment.at, At("2025-03-01T12:00:00Z"));
}

TEST(Moment, TimesInLondonSayTheirOffset) {
  EXPECT_EQ(LondonTime(At("2024-07-30T23:30:05Z")), "2024-07-31T00:30:05+01:00");
  EXPECT_EQ(LondonTime(At("2024-12-30T23:30:05Z")), "2024-12-30T23:30:05+00:00");
}

TEST(Moment, DaysAreCountedInLondonAcrossAChangeOfClocks) {
  EXPECT_EQ(LondonDaysBetween(At("2024-03-30T00:00:00Z"), At("2024-03-31T23:00:00Z")), 2);
  EXPECT_EQ(LondonDaysBetween(At("2024-07-30T22:00:00Z"), At("2024-07-30T22:59:00Z")), 0);
  EXPECT_EQ(LondonDaysBetween(At("2025-01-02T00:00:00Z"), At("2025-01-01T00:00:00Z")), -1);
}

}  // namespace
}  // namespace daybook::improvement
