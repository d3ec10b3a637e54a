// Tables that were made at a cut are kept, and no more of them than there is room for.

#include "projection/made_tables.h"

#include <gtest/gtest.h>

namespace daybook::projection {
namespace {

using improvement::Table;

constexpr std::size_t kRoom = std::size_t{1} << 16;

class MadeTablesTest : public ::testing::Test {
 protected:
  // A table of one text of so many bytes.
  std::shared_ptr<const Table> Get(const TableKey& key, std::size_t bytes = 8) {
    return tables_.Get(key, [&] {
      ++made_;
      return Table{.name = key.name, .columns = {"text"}, .rows = {{std::string(bytes, 'x')}}};
    });
  }

  static TableKey At(std::string name, Position size) {
    return {.name = std::move(name), .cut = {.size = size, .at = {}}, .from = {}};
  }

  MadeTables tables_{kRoom};
  int made_ = 0;
};

TEST_F(MadeTablesTest, ATableIsMadeOnce) {
  const auto first = Get(At("plan", 10));
  EXPECT_EQ(Get(At("plan", 10)), first);
  EXPECT_EQ(made_, 1);
}

TEST_F(MadeTablesTest, WhateverATableStandsOnTellsItFromOthers) {
  TableKey key = At("plan", 10);
  Get(key);
  key.cut.at = Instant();
  Get(key);
  key.cut.audience = improvement::Audience::kPublic;
  Get(key);
  key.from.size = 3;
  Get(key);
  Get(At("plan", 11));
  Get(At("status", 10));
  EXPECT_EQ(made_, 6);
}

TEST_F(MadeTablesTest, WhatWasAskedForLastStaysWhenThereIsNoMoreRoom) {
  Get(At("used", 0), kRoom / 8);
  for (Position size = 1; size < 40; ++size) {
    Get(At("other", size), kRoom / 8);
    Get(At("used", 0), kRoom / 8);
    EXPECT_LE(tables_.bytes(), kRoom);
  }
  EXPECT_EQ(made_, 40);
  Get(At("other", 1), kRoom / 8);
  EXPECT_EQ(made_, 41);
}

TEST_F(MadeTablesTest, WhatWouldPushOutTooMuchIsNotKept) {
  Get(At("large", 1), kRoom / 2);
  EXPECT_EQ(tables_.bytes(), 0U);
  Get(At("large", 1), kRoom / 2);
  EXPECT_EQ(made_, 2);
}

}  // namespace
}  // namespace daybook::projection
