#include "log/stream_rows.h"

#include <gtest/gtest.h>

namespace daybook {
namespace {

TEST(StreamRowsTest, ARowHasThePositionsThatItWasMadeOf) {
  for (const std::vector<Position>& positions :
       {std::vector<Position>{0}, {7}, {5, 6, 133, 1'000'000, Position{1} << 63}}) {
    EXPECT_EQ(PositionsOfStreamRow(StreamRowValue(positions)), positions);
  }
}

TEST(StreamRowsTest, ARowOfOneIsAPositionAlone) {
  const std::vector<Position> one = {17};
  EXPECT_EQ(StreamRowValue(one), keys::Number(17));
}

TEST(StreamRowsTest, BytesThatNoRowHasEndIt) {
  const std::vector<Position> two = {1, 2};
  EXPECT_EQ(PositionsOfStreamRow(StreamRowValue(two) + '\x80'), two);
}

}  // namespace
}  // namespace daybook
