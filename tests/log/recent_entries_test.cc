#include "log/recent_entries.h"

#include <gtest/gtest.h>

namespace daybook {
namespace {

using Entries = std::vector<std::string>;

Entries Read(const RecentEntries& recent, Position from, std::size_t count_max,
             std::size_t bytes_max) {
  Entries entries;
  for (const auto& entry : recent.ReadFrom(from, count_max, bytes_max)) entries.push_back(*entry);
  return entries;
}

TEST(RecentEntriesTest, GivesWhatWasAddedLast) {
  RecentEntries recent(40);
  EXPECT_EQ(Read(recent, 0, 10, 1000), Entries());
  for (Position position = 7; position < 20; ++position) {
    recent.Add(position, "entry " + std::to_string(position + 100));  // 9 bytes
  }
  EXPECT_EQ(Read(recent, 15, 10, 1000), Entries()) << "dropped: only 40 bytes are kept";
  EXPECT_EQ(Read(recent, 16, 10, 1000),
            (Entries{"entry 116", "entry 117", "entry 118", "entry 119"}));
  EXPECT_EQ(Read(recent, 18, 10, 1000), (Entries{"entry 118", "entry 119"}));
  EXPECT_EQ(Read(recent, 20, 10, 1000), Entries()) << "not there yet";
}

TEST(RecentEntriesTest, GivesNoMoreThanIsAskedFor) {
  RecentEntries recent(1000);
  for (Position position = 0; position < 5; ++position) recent.Add(position, "123456789");
  EXPECT_EQ(Read(recent, 1, 2, 1000).size(), 2U);
  EXPECT_EQ(Read(recent, 1, 10, 10).size(), 2U) << "the second one reaches the bound";
  EXPECT_EQ(Read(recent, 1, 10, 9).size(), 1U);
}

TEST(RecentEntriesTest, KeepsTheLastOneHoweverLargeItIs) {
  RecentEntries recent(10);
  recent.Add(0, "small");
  recent.Add(1, std::string(100, 'x'));
  EXPECT_EQ(Read(recent, 0, 10, 1000), Entries());
  EXPECT_EQ(Read(recent, 1, 10, 1000).size(), 1U);
}

}  // namespace
}  // namespace daybook
