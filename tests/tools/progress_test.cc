#include "tools/progress.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace daybook::tools {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Screen {
  std::istringstream in;
  std::ostringstream out, err;
  Console console{.in = in, .out = out, .err = err};
  steady_clock::time_point now{};

  Progress Begin(std::optional<std::uint64_t> total) {
    return {console, total, "events", [this] { return now; }};
  }
};

TEST(Progress, NothingIsDrawnWithoutATerminal) {
  Screen screen;
  {
    Progress progress = screen.Begin(100);
    progress.Update(1, 50);
  }
  EXPECT_EQ(screen.err.str(), "");
}

TEST(Progress, ATerminalSeesTheBarAndThenAnEmptyLine) {
  Screen screen;
  screen.console.err_is_terminal = true;
  {
    Progress progress = screen.Begin(100);
    progress.Update(1, 50);
  }
  const std::string drawn = screen.err.str();
  EXPECT_NE(drawn.find("50 %"), std::string::npos) << drawn;
  EXPECT_TRUE(drawn.ends_with("\r\033[K"));
}

TEST(Progress, ItIsDrawnAtMostTenTimesASecond) {
  Screen screen;
  screen.console.err_is_terminal = true;
  Progress progress = screen.Begin(std::nullopt);
  for (std::uint64_t i = 0; i < 1'000; ++i) {
    progress.Update(i, i);
    screen.now += milliseconds(1);
  }
  const std::string drawn = screen.err.str();
  EXPECT_EQ(std::ranges::count(drawn, '\r'), 10);
}

TEST(ProgressLine, SaysCountRateAndTimeLeft) {
  EXPECT_EQ(
      ProgressLine(
          {.count = 12'000, .bytes = 25, .bytes_total = 100, .elapsed = milliseconds(30'000)}, 80),
      "[#####---------------]  25 %  12,000 events  400/s  1:30 left");
}

TEST(ProgressLine, WithoutATotalThereIsNoBar) {
  EXPECT_EQ(ProgressLine({.count = 3, .elapsed = milliseconds(100)}, 80), "3 events");
}

TEST(ProgressLine, FitsTheTerminal) {
  EXPECT_EQ(ProgressLine({.count = 3, .bytes = 1, .bytes_total = 2}, 10).size(), 10U);
}

}  // namespace
}  // namespace daybook::tools
