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

TEST(StreamRowsTest, BytesThatNoRowHasAreNone) {
  const std::string row = StreamRowValue(std::vector<Position>{1, 2});
  for (const std::string& garbled : {row + '\x80', row + std::string(1, '\0'), row.substr(0, 7),
                                     std::string(), row + std::string(20, '\xff')}) {
    EXPECT_TRUE(PositionsOfStreamRow(garbled).empty()) << garbled.size();
  }
}

}  // namespace
}  // namespace daybook
