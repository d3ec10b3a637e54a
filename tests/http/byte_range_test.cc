#include "http/byte_range.h"

#include <gtest/gtest.h>

namespace daybook::http {
namespace {

std::optional<ByteRange> RangeOf(std::string_view text, std::uint64_t size = 10) {
  const auto range = ReadRange(text, size);
  EXPECT_TRUE(range.has_value()) << text;
  return range.value_or(std::nullopt);
}

TEST(ByteRange, IsFirstAndLastOrAFirstOrASuffix) {
  EXPECT_EQ(RangeOf("bytes=2-4"), (ByteRange{.first = 2, .count = 3}));
  EXPECT_EQ(RangeOf("bytes=2-"), (ByteRange{.first = 2, .count = 8}));
  EXPECT_EQ(RangeOf("bytes=-3"), (ByteRange{.first = 7, .count = 3}));
  EXPECT_EQ(RangeOf("bytes=0-0"), (ByteRange{.first = 0, .count = 1}));
}

TEST(ByteRange, EndsWithTheFile) {
  EXPECT_EQ(RangeOf("bytes=2-18446744073709551615"), (ByteRange{.first = 2, .count = 8}));
  EXPECT_EQ(RangeOf("bytes=-99"), (ByteRange{.first = 0, .count = 10}));
}

TEST(ByteRange, WhatIsNotServedAsksForTheWhole) {
  for (const char* text : {"", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=4-2", "lines=1-2",
                           "bytes=0-1,3-4", "bytes=99999999999999999999-", "bytes= 1-2"}) {
    EXPECT_EQ(RangeOf(text), std::nullopt) << text;
  }
}

TEST(ByteRange, BeyondTheEndThereIsNone) {
  EXPECT_FALSE(ReadRange("bytes=10-", 10).has_value());
  EXPECT_FALSE(ReadRange("bytes=-0", 10).has_value());
  EXPECT_FALSE(ReadRange("bytes=0-", 0).has_value());
  EXPECT_FALSE(ReadRange("bytes=-5", 0).has_value());
}

}  // namespace
}  // namespace daybook::http
