#include "improvement/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "event/instant.h"

namespace daybook::improvement {
namespace {

std::vector<std::string> HolidaysOf(int year) {
  std::vector<std::string> texts;
  for (const Day day : BankHolidays(std::chrono::year(year))) texts.push_back(TextOf(day));
  return texts;
}

TEST(Calendar, HolidaysOnAWeekendHaveSubstitutes) {
  EXPECT_EQ(HolidaysOf(2021),
            (std::vector<std::string>{"2021-01-01", "2021-04-02", "2021-04-05", "2021-05-03",
                                      "2021-05-31", "2021-08-30", "2021-12-27", "2021-12-28"}));
  EXPECT_EQ(HolidaysOf(2016).at(6), "2016-12-26");
  EXPECT_EQ(HolidaysOf(2016).at(7), "2016-12-27");
  EXPECT_EQ(HolidaysOf(2020).at(7), "2020-12-28");
  EXPECT_EQ(HolidaysOf(2022).at(0), "2022-01-03");
}

TEST(Calendar, HolidaysThatWereMovedOrAddedOnceAreWhereTheyWere) {
  const auto has = [](const char* text) {
    return std::ranges::count(HolidaysOf(std::stoi(text)), text) == 1;
  };
  for (const char* text : {"1995-05-08", "1999-12-31", "2000-01-03", "2002-06-03", "2002-06-04",
                           "2011-04-29", "2012-06-04", "2012-06-05", "2020-05-08", "2022-06-02",
                           "2022-06-03", "2022-09-19", "2023-05-01", "2023-05-08"}) {
    EXPECT_TRUE(has(text)) << text;
  }
  for (const char* text : {"1995-05-01", "2002-05-27", "2012-05-28", "2020-05-04", "2022-05-30"}) {
    EXPECT_FALSE(has(text)) << text;
  }
}

TEST(Calendar, WorkingDaysLeaveOutWeekendsAndHolidays) {
  const auto after = [](const char* from, int count) {
    return TextOf(AddWorkingDays(*ParseDay(from), count));
  };
  EXPECT_EQ(after("2024-03-28", 1), "2024-04-02") << "over Easter and a clock change";
  EXPECT_EQ(after("2024-12-24", 1), "2024-12-27");
  EXPECT_EQ(after("2024-10-25", 1), "2024-10-28") << "over the other clock change";
  EXPECT_EQ(after("2024-01-29", 70), "2024-05-09");
  EXPECT_EQ(after("2024-01-27", 0), "2024-01-27");
}

TEST(Calendar, ADayInLondonBeginsAtItsOwnMidnight) {
  const auto day = [](const char* text) { return TextOf(LondonDate(*ParseInstant(text))); };
  EXPECT_EQ(day("2025-03-29T23:59:59Z"), "2025-03-29");
  EXPECT_EQ(day("2025-03-30T23:00:00Z"), "2025-03-31") << "summer time has begun";
  EXPECT_EQ(day("2025-10-25T22:59:59Z"), "2025-10-25");
  EXPECT_EQ(day("2025-10-25T23:00:00Z"), "2025-10-26");
  EXPECT_EQ(day("2025-10-26T23:59:59Z"), "2025-10-26") << "summer time has ended";
}

TEST(Calendar, OnlyDaysThatExistAreRead) {
  EXPECT_TRUE(ParseDay("2024-02-29"));
  for (const char* text : {"2023-02-29", "2024-2-29", "2024-02", "", "2024-02-2x", "-024-02-29"}) {
    EXPECT_FALSE(ParseDay(text)) << text;
  }
}

}  // namespace
}  // namespace daybook::improvement
