#include "improvement/measure_values.h"

#include <gtest/gtest.h>

#include "improvement/asked.h"

namespace daybook::improvement {
namespace {

Told Recorded(const std::string& subject, const std::string& period, const std::string& numbers) {
  return {.type = "measure.recorded",
          .subject = subject,
          .time = "2025-04-01",
          .data = R"({"period":")" + period + R"(",)" + numbers + "}",
          .id = subject + period};
}

Told Defined(const std::string& subject) {
  return {.type = "measure.defined",
          .subject = subject,
          .time = "2024-01-01",
          .data = R"({"title":"In time","numerator":"those in time","denominator":"all",)"
                  R"("frequency":"monthly","area":"area/a","unit":"percent",)"
                  R"("polarity":"higher-is-better"})"};
}

TEST(MeasureValues, StandPeriodByPeriodBesideTheTargetInWhateverOrderTheyWereTold) {
  auto rows = RowsOn(
      "values",
      {Defined("measure/b"),
       Defined("measure/a"),
       Recorded("measure/b", "2025-02", R"("numerator":87,"denominator":102)"),
       Recorded("measure/b", "2025-01", R"("numerator":80,"denominator":100,"provisional":true)"),
       Recorded("measure/a", "2025-01", R"("numerator":0,"denominator":0)"),
       {.type = "measure.target-set",
        .subject = "measure/b",
        .time = "2024-01-02",
        .data = R"({"target":90})"}},
      "2025-05-01");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0]["measure"], "a");
  EXPECT_EQ(rows[0]["value"], "") << "out of nothing";
  EXPECT_EQ(rows[0]["target"], "");
  EXPECT_EQ(rows[1]["period"], "2025-01");
  EXPECT_EQ(rows[1]["value"], "80");
  EXPECT_EQ(rows[1]["provisional"], "yes");
  EXPECT_EQ(rows[2]["measure"], "b");
  EXPECT_EQ(rows[2]["title"], "In time");
  EXPECT_EQ(rows[2]["period"], "2025-02");
  EXPECT_EQ(rows[2]["value"], "85.3");
  EXPECT_EQ(rows[2]["target"], "90");
  EXPECT_EQ(rows[2]["numerator"], "87");
  EXPECT_EQ(rows[2]["denominator"], "102");
  EXPECT_EQ(rows[2]["restated"], "0");
}

}  // namespace
}  // namespace daybook::improvement
