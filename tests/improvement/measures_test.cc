#include "improvement/measures.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"

namespace daybook::improvement {
namespace {

Told MeasureDefined(const std::string& unit, const std::string& polarity) {
  return {.type = "measure.defined",
          .subject = "measure/m",
          .time = "2024-01-01",
          .data = R"({"title":"In time","numerator":"those in time","denominator":"all",)"
                  R"("frequency":"monthly","area":"area/a","unit":")" +
                  unit + R"(","polarity":")" + polarity + R"("})"};
}

Told TargetSet(const std::string& data) {
  return {.type = "measure.target-set", .subject = "measure/m", .time = "2024-01-02", .data = data};
}

Told PeriodRecorded(const std::string& period, const std::string& numbers) {
  return {.type = "measure.recorded",
          .subject = "measure/m",
          .time = "2024-12-01",
          .data = R"({"period":")" + period + R"(",)" + numbers + "}",
          .id = period};
}

TextRow MeasureRow(const Entries& entries, const std::string& day = "2024-12-31") {
  return RowsOn("measures", entries, day).at(0);
}

TEST(Measures, AMeasureWithoutNumbersHasItsDefinition) {
  TextRow row = MeasureRow({MeasureDefined("percent", "higher-is-better")});
  EXPECT_EQ(row["measure"], "m");
  EXPECT_EQ(row["title"], "In time");
  EXPECT_EQ(row["area"], "a");
  EXPECT_EQ(row["counted"], "those in time");
  EXPECT_EQ(row["outOf"], "all");
  EXPECT_EQ(row["points"], "0");
  for (const char* column : {"target", "period", "value", "standing", "trend", "ageDays"}) {
    EXPECT_EQ(row[column], "") << column;
  }
}

TEST(Measures, TheValueOfTheLastPeriodStandsBesideItsNumbersAndTheTarget) {
  TextRow row = MeasureRow(
      {MeasureDefined("percent", "higher-is-better"),
       TargetSet(R"({"target":90,"by":"2025-03-31"})"),
       PeriodRecorded("2024-11", R"("numerator":87,"denominator":102,"provisional":true)"),
       PeriodRecorded("2024-10", R"("numerator":80,"denominator":100)")});
  EXPECT_EQ(row["period"], "2024-11");
  EXPECT_EQ(row["numerator"], "87");
  EXPECT_EQ(row["denominator"], "102");
  EXPECT_EQ(row["value"], "85.3");
  EXPECT_EQ(row["provisional"], "yes");
  EXPECT_EQ(row["target"], "90");
  EXPECT_EQ(row["targetBy"], "2025-03-31");
  EXPECT_EQ(row["standing"], "not-met");
  EXPECT_EQ(row["gap"], "-4.7");
  EXPECT_EQ(row["previousPeriod"], "2024-10");
  EXPECT_EQ(row["previous"], "80");
  EXPECT_EQ(row["change"], "5.3");
  EXPECT_EQ(row["trend"], "improving");
  EXPECT_EQ(row["series"], "2024-10: 80; 2024-11: 85.3?");
}

TEST(Measures, ATargetIsMissedOnceItsDayIsOver) {
  const Entries entries = {MeasureDefined("percent", "higher-is-better"),
                           TargetSet(R"({"target":90,"by":"2024-12-31"})"),
                           PeriodRecorded("2024-11", R"("numerator":80,"denominator":100)")};
  EXPECT_EQ(MeasureRow(entries, "2024-12-31")["standing"], "not-met");
  EXPECT_EQ(MeasureRow(entries, "2025-01-01")["standing"], "missed");
}

TEST(Measures, LowerIsBetterWhereItsPolaritySaysSo) {
  const std::initializer_list<Told> numbers = {
      TargetSet(R"({"target":20})"),
      PeriodRecorded("2024-10", R"("numerator":30,"denominator":100)"),
      PeriodRecorded("2024-11", R"("numerator":18,"denominator":100)")};
  Entries lower = {MeasureDefined("percent", "lower-is-better")};
  Entries higher = {MeasureDefined("percent", "higher-is-better")};
  for (const Told& number : numbers) lower.Add(number);
  for (const Told& number : numbers) higher.Add(number);
  EXPECT_EQ(MeasureRow(lower)["standing"], "met");
  EXPECT_EQ(MeasureRow(lower)["trend"], "improving");
  EXPECT_EQ(MeasureRow(higher)["standing"], "not-met");
  EXPECT_EQ(MeasureRow(higher)["trend"], "worsening");
}

TEST(Measures, ATrendIsThatOfTheLastSixValues) {
  Entries entries = {MeasureDefined("number", "higher-is-better")};
  for (const auto& [period, value] : {std::pair("2024-01", "99"),
                                      {"2024-02", "10"},
                                      {"2024-03", "10"},
                                      {"2024-04", "10"},
                                      {"2024-05", "30"},
                                      {"2024-06", "1"},
                                      {"2024-07", "2"}}) {
    entries.Add(PeriodRecorded(period, std::string(R"("numerator":)") + value));
  }
  EXPECT_EQ(MeasureRow(entries)["trend"], "improving") << "33 in three against 30 in three";
  entries.Add(PeriodRecorded("2024-08", R"("numerator":17)"));
  EXPECT_EQ(MeasureRow(entries)["trend"], "worsening") << "20 against 50";
  EXPECT_EQ(MeasureRow({MeasureDefined("number", "higher-is-better"),
                        PeriodRecorded("2024-01", R"("numerator":5)"),
                        PeriodRecorded("2024-02", R"("numerator":9)"),
                        PeriodRecorded("2024-03", R"("numerator":5)")})["trend"],
            "steady")
      << "the one in the middle is in neither half";
}

TEST(Measures, WhatWasRestatedIsMarked) {
  TextRow row = MeasureRow({MeasureDefined("percent", "higher-is-better"),
                            PeriodRecorded("2024-10", R"("numerator":80,"denominator":100)"),
                            PeriodRecorded("2024-11", R"("numerator":81,"denominator":100)"),
                            {.type = "measure.restated",
                             .subject = "measure/m",
                             .time = "2024-12-05",
                             .data = R"({"event":"2024-10","numerator":70,"denominator":100})"}});
  EXPECT_EQ(row["restated"], "0");
  EXPECT_EQ(row["points"], "2");
  EXPECT_EQ(row["pointsRestated"], "1");
  EXPECT_EQ(row["previous"], "70");
  EXPECT_EQ(row["series"], "2024-10: 70*; 2024-11: 81");
}

TEST(Measures, WhatIsOutOfNothingHasNoValue) {
  TextRow row =
      MeasureRow({MeasureDefined("percent", "higher-is-better"), TargetSet(R"({"target":90})"),
                  PeriodRecorded("2024-10", R"("numerator":80,"denominator":100)"),
                  PeriodRecorded("2024-11", R"("numerator":0,"denominator":0)")});
  EXPECT_EQ(row["value"], "");
  EXPECT_EQ(row["standing"], "");
  EXPECT_EQ(row["change"], "");
  EXPECT_EQ(row["previous"], "80");
  EXPECT_EQ(row["series"], "2024-10: 80; 2024-11: -");
}

TEST(Measures, AnAverageIsTheNumeratorOverTheDenominator) {
  EXPECT_EQ(MeasureRow({MeasureDefined("days", "lower-is-better"),
                        PeriodRecorded("2024-11", R"("numerator":500,"denominator":30)")})["value"],
            "16.7");
}

TEST(Measures, DataIsStaleWhenTwoMorePeriodsHaveEnded) {
  const Entries entries = {MeasureDefined("number", "higher-is-better"),
                           PeriodRecorded("2024-10", R"("numerator":5)")};
  EXPECT_EQ(MeasureRow(entries, "2024-10-15")["ageDays"], "0");
  EXPECT_EQ(MeasureRow(entries, "2025-01-01")["ageDays"], "62");
  EXPECT_EQ(MeasureRow(entries, "2025-01-01")["stale"], "");
  EXPECT_EQ(MeasureRow(entries, "2025-01-02")["stale"], "yes");
}

TEST(Measures, APeriodEndsWithItsLastDay) {
  const auto end = [](std::string_view period) {
    const auto day = EndOfPeriod(period);
    return day ? TextOf(*day) : std::string();
  };
  EXPECT_EQ(end("2024-02"), "2024-02-29");
  EXPECT_EQ(end("2024-12"), "2024-12-31");
  EXPECT_EQ(end("2024-Q1"), "2024-03-31");
  EXPECT_EQ(end("2024-Q4"), "2024-12-31");
  EXPECT_EQ(end("2024"), "2024-12-31");
  EXPECT_EQ(end("2024-05-06"), "2024-05-06");
  for (const char* text : {"", "24", "2024-13", "2024-Q5", "2024xQ1", "2024-05-32", "soon"}) {
    EXPECT_EQ(end(text), "") << text;
  }
}

}  // namespace
}  // namespace daybook::improvement
