#include "replay/in_order.h"

#include <gtest/gtest.h>

#include <atomic>

namespace daybook::replay {
namespace {

using Numbers = std::vector<std::uint64_t>;

TEST(InOrder, PiecesAreTakenInOrderHoweverManyThreadsMakeThem) {
  for (const unsigned threads : {1U, 2U, 7U}) {
    InOrder<std::uint64_t> pieces(100, threads, [](std::uint64_t number) { return number * 2; });
    Numbers taken;
    while (auto piece = pieces.Take()) taken.push_back(piece->value());
    ASSERT_EQ(taken.size(), 100U);
    for (std::uint64_t i = 0; i < 100; ++i) ASSERT_EQ(taken[i], i * 2);
    EXPECT_FALSE(pieces.Take().has_value());
  }
}

TEST(InOrder, ThereMayBeNone) {
  InOrder<int> pieces(0, 2, [](std::uint64_t) { return 1; });
  EXPECT_FALSE(pieces.Take().has_value());
}

TEST(InOrder, AFailureComesInItsPlace) {
  InOrder<std::uint64_t> pieces(10, 2, [](std::uint64_t number) -> Result<std::uint64_t> {
    if (number == 3) return Fail(ErrorCode::kIo, "no");
    return number;
  });
  for (std::uint64_t i = 0; i < 3; ++i) EXPECT_EQ(pieces.Take()->value(), i);
  EXPECT_EQ(pieces.Take()->error().detail, "no");
}

TEST(InOrder, OnlyAFewAreMadeAhead) {
  std::atomic<int> made = 0;
  {
    InOrder<int> pieces(1'000, 2, [&](std::uint64_t) { return ++made; });
    pieces.Take();
  }  // it need not be taken to the end
  EXPECT_LE(made, 6);
}

}  // namespace
}  // namespace daybook::replay
