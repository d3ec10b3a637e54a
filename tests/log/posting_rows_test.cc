#include "log/posting_rows.h"

#include <gtest/gtest.h>

namespace daybook {
namespace {

TEST(PostingRowsTest, ARowHasThePositionsThatWerePutIntoIt) {
  const std::vector<Position> positions = {5, 6, 133, 261, 1'000'000, Position{1} << 63};
  const std::string value = StepsOf(positions);
  EXPECT_EQ(PositionsOfRow(keys::Number(5), value), positions);
  EXPECT_EQ(value.substr(0, 2), std::string("\x01\x7f")) << "neighbours take a byte";
}

TEST(PostingRowsTest, BytesThatNoRowHasEndIt) {
  const std::vector<Position> two = {1, 2};
  for (const std::string& rest :
       {std::string(20, '\x80'), std::string("\0", 1), std::string("\x80")}) {
    EXPECT_EQ(PositionsOfRow(keys::Number(1), "\x01" + rest), two);
  }
}

}  // namespace
}  // namespace daybook
