#include "http/cursor.h"

#include <gtest/gtest.h>

#include <vector>

namespace daybook::http {
namespace {

SearchMark MarkAt(Position position, std::int64_t occurred_us) {
  SearchMark mark;
  mark.position = position;
  mark.occurred = Instant(std::chrono::microseconds(occurred_us));
  return mark;
}

TEST(CursorTest, ACursorLeadsBackToItsMark) {
  Query query;
  query.type = "finding.raised";
  const SearchMark mark = MarkAt(0xFFFFFFFFFFFFFFFFULL, -2'208'988'800'000'000);
  const auto decoded = DecodeCursor(query, EncodeCursor(query, mark));
  ASSERT_TRUE(decoded.has_value());
  EXPECT_EQ(decoded->position, mark.position);
  EXPECT_EQ(decoded->occurred, mark.occurred);
}

TEST(CursorTest, ACursorIsSafeInAUrl) {
  for (std::int64_t i = 0; i < 500; ++i) {
    const std::string cursor =
        EncodeCursor({}, MarkAt(static_cast<Position>(i * 7919), i * 104729));
    EXPECT_EQ(cursor.find_first_of("+/=&?% "), std::string::npos) << cursor;
  }
}

TEST(CursorTest, ACursorOfAnotherSearchIsRefused) {
  Query query;
  query.subject = "finding/a";
  const std::string cursor = EncodeCursor(query, MarkAt(7, 8));
  std::vector<Query> others(6, query);
  others[0].subject = "finding/b";
  others[1].subject.reset();
  others[2].kind = "finding";
  others[3].descending = true;
  others[4].order = Query::Order::kOccurred;
  others[5].to = Instant();
  for (const Query& other : others) {
    const auto decoded = DecodeCursor(other, cursor);
    ASSERT_FALSE(decoded.has_value());
    EXPECT_EQ(decoded.error().code, ErrorCode::kMalformed);
  }
}

TEST(CursorTest, FiltersWithTheSameTextInAnotherPlaceAreAnotherSearch) {
  Query actor;
  actor.actor = "x";
  Query text;
  text.text = "x";
  EXPECT_FALSE(DecodeCursor(text, EncodeCursor(actor, MarkAt(1, 1))).has_value());
}

TEST(CursorTest, WhatIsNoCursorIsRefused) {
  const std::string cursor = EncodeCursor({}, MarkAt(1, 1));
  for (const std::string& text : {std::string("!"), std::string("AAAA"), cursor + "AAAA",
                                  cursor.substr(1), std::string(100'000, 'A')}) {
    EXPECT_FALSE(DecodeCursor({}, text).has_value()) << text.substr(0, 50);
  }
}

}  // namespace
}  // namespace daybook::http
