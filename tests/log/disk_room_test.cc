#include "log/disk_room.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

#include "log/watermark.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A file system that says what it is told to say.
class DiskRoomTest : public ::testing::Test {
 protected:
  DiskRoom::Clock::time_point At(milliseconds since) const {
    return DiskRoom::Clock::time_point(std::chrono::hours(1)) + since;
  }

  std::atomic<std::uint64_t> free_ = 10'000;
  std::atomic<int> asked_ = 0;
  DiskRoom room_{{.reserve_bytes = 100, .warn_bytes = 800}, [this]() -> Result<std::uint64_t> {
                   ++asked_;
                   return free_.load();
                 }};
};

TEST_F(DiskRoomTest, WithPlentyItIsAskedOnceASecond) {
  asked_ = 0;
  for (int i = 0; i < 1'000; ++i) ASSERT_TRUE(room_.Check(At(milliseconds(i))));
  EXPECT_EQ(asked_, 1);
  EXPECT_TRUE(room_.Check(At(seconds(1))));
  EXPECT_EQ(asked_, 2);
  EXPECT_EQ(room_.state(At(seconds(1))).warning, "");
}

TEST_F(DiskRoomTest, ItWarnsBeforeItRefusesAndRecoversFromBoth) {
  free_ = 799;
  EXPECT_TRUE(room_.Check(At(seconds(1)))) << "a warning refuses nothing";
  const DiskState low = room_.state(At(seconds(1)));
  EXPECT_EQ(low.free_bytes, 799U);
  EXPECT_NE(low.warning, "");
  free_ = 99;  // and is noticed at once
  const auto refused = room_.Check(At(seconds(1)));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNoSpace);
  free_ = 100;
  EXPECT_TRUE(room_.Check(At(seconds(1))));
  EXPECT_NE(room_.state(At(seconds(1))).warning, "");
  free_ = 10'000;
  EXPECT_EQ(room_.state(At(seconds(1))).warning, "");
}

TEST_F(DiskRoomTest, ADiskAboutThatFullIsWarnedOfOnce) {
  free_ = 799;
  EXPECT_NE(room_.state(At(seconds(1))).warning, "");
  free_ = 890;  // less than an eighth more
  EXPECT_NE(room_.state(At(seconds(2))).warning, "");
  free_ = 900;
  EXPECT_EQ(room_.state(At(seconds(3))).warning, "");
  free_ = 800;
  EXPECT_EQ(room_.state(At(seconds(4))).warning, "");
}

TEST_F(DiskRoomTest, WhatIsSaidStaysTheSameWhileTheNumbersChange) {
  free_ = 99;
  const std::string warning = room_.state(At(seconds(1))).warning;
  const std::string refusal = room_.Check(At(seconds(1))).error().detail;
  free_ = 98;
  EXPECT_EQ(room_.state(At(seconds(2))).warning, warning);
  EXPECT_EQ(room_.Check(At(seconds(2))).error().detail, refusal);
}

TEST(DiskRoomLimitsTest, TheLargestLimitIsMoreThanAnyDiskHas) {
  constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
  DiskRoom room({.reserve_bytes = kMost, .warn_bytes = kMost}, [] { return kMost - 1; });
  EXPECT_FALSE(room.Check());
  EXPECT_NE(room.state().warning, "");
}

TEST(DiskRoomAskTest, AFileSystemThatDoesNotAnswerHoldsUpOneAlone) {
  std::atomic<int> asked = 0;
  Watermark stalled, released;
  DiskRoom room({.reserve_bytes = 100, .warn_bytes = 800}, [&]() -> Result<std::uint64_t> {
    if (++asked == 2) {
      stalled.Advance(1);
      released.WaitFor(1, seconds(30));
    }
    return 500;
  });
  std::jthread one([&] { EXPECT_TRUE(room.Check()); });
  ASSERT_TRUE(stalled.WaitFor(1, seconds(30)));
  EXPECT_TRUE(room.Check());
  EXPECT_EQ(room.state().free_bytes, 500U);
  EXPECT_EQ(asked, 2);
  released.Advance(1);
}

TEST(DiskRoomOfABookTest, TheBookSaysWhatItsFileSystemHas) {
  const testing::TemporaryDirectory directory;
  std::atomic<std::uint64_t> free = 700;
  BookOptions options{.disk_reserve_bytes = 100, .disk_warn_bytes = 800};
  options.free_bytes = [&](const std::filesystem::path&) -> Result<std::uint64_t> { return +free; };
  const auto book = testing::OpenBook(directory / "book", options);
  EXPECT_NE(book->disk().warning, "");
  EXPECT_TRUE(book->write_state().writable);
  testing::AppendOne(*book, testing::MakeEvent("1"));
  free = 99;
  const auto refused = book->Append({.drafts = {testing::MakeEvent("2")}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::kNoSpace);
  EXPECT_FALSE(book->write_state().writable);
  EXPECT_TRUE(book->Read(0)) << "reading goes on";
  free = 5'000;
  testing::AppendOne(*book, testing::MakeEvent("2"));
  EXPECT_TRUE(book->write_state().writable);
  EXPECT_EQ(book->disk().warning, "");
}

TEST(DiskRoomOfABookTest, WhatCannotBeToldIsNoRoom) {
  const testing::TemporaryDirectory directory;
  EXPECT_GT(FreeBytes(directory.path()).value_or(0), 0U);
  EXPECT_EQ(FreeBytes(directory / "not/there").error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace daybook
