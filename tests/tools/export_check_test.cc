#include "tools/export_check.h"

#include <gtest/gtest.h>

namespace daybook::tools {
namespace {

constexpr const char* kWhole =
    "{\"id\":\"1\"}\n{\"id\":\"2\"}\n{\"summary\":{\"count\":\"2\",\"position\":\"9\"}}\n";

Result<std::uint64_t> Check(std::string_view text, std::size_t piece = 5) {
  ExportCheck check;
  for (std::size_t i = 0; i < text.size(); i += piece) check.Add(text.substr(i, piece));
  return check.Finish();
}

TEST(ExportCheck, AWholeExportIsCounted) {
  for (std::size_t piece = 1; piece < 100; ++piece) {
    const auto events = Check(kWhole, piece);
    ASSERT_TRUE(events) << piece;
    EXPECT_EQ(*events, 2U);
  }
}

TEST(ExportCheck, AnEmptyExportHasASummaryToo) {
  EXPECT_EQ(Check("{\"summary\":{\"count\":\"0\",\"position\":\"9\"}}\n").value_or(7), 0U);
}

TEST(ExportCheck, EveryCutIsNoticed) {
  const std::string whole = kWhole;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const auto events = Check(whole.substr(0, length));
    ASSERT_FALSE(events) << length;
    EXPECT_EQ(events.error().code, ErrorCode::kCorrupt);
  }
}

TEST(ExportCheck, AMissingEventIsNoticed) {
  const auto events = Check("{\"id\":\"1\"}\n{\"summary\":{\"count\":\"2\"}}\n");
  ASSERT_FALSE(events);
  EXPECT_NE(events.error().detail.find("counts 2 events, but 1 came"), std::string::npos);
}

TEST(ExportCheck, AnEventIsNoSummaryWhateverItsDataSays) {
  EXPECT_FALSE(Check("{\"id\":\"1\",\"summary\":{\"count\":\"0\"}}\n"));
  EXPECT_FALSE(Check("{\"summary\":\"0\"}\n"));
}

TEST(ExportCheck, LongLinesAreNotKept) {
  ExportCheck check;
  const std::string long_line(1'000'000, 'x');
  for (int i = 0; i < 10; ++i) check.Add(long_line);
  check.Add("\n{\"summary\":{\"count\":\"1\",\"position\":\"1\"}}\n");
  EXPECT_TRUE(check.Finish());
}

}  // namespace
}  // namespace daybook::tools
