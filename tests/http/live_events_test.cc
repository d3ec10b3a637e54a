#include "http/live_events.h"

#include <gtest/gtest.h>

#include "http/sse.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook::http {
namespace {

class LiveEventsTest : public ::testing::Test {
 protected:
  void Append(int count) {
    std::vector<Draft> drafts;
    for (int i = 0; i < count; ++i) {
      drafts.push_back(testing::MakeEvent(std::to_string(++events_)));
    }
    ASSERT_TRUE(book_->Append({.drafts = std::move(drafts)}).has_value());
  }

  // As a stream would send them.
  std::string Sent(Position from, std::size_t count) {
    std::string out;
    const auto entries = book_->ReadFrom(from, count, SIZE_MAX);
    for (const std::string& entry : *entries) AppendServerEvent(out, "entry", from++, entry);
    return out;
  }

  LiveEvents::Part Read(Position from, std::size_t count_max = 1'000,
                        std::size_t bytes_max = 1'000'000) {
    return *live_.Read(*book_, from, count_max, bytes_max);
  }

  testing::TemporaryDirectory directory_;
  std::unique_ptr<Book> book_ = testing::OpenBook(directory_ / "book");
  LiveEvents live_{600 * 1024};
  int events_ = 0;
};

TEST_F(LiveEventsTest, AreThoseOfTheBookAsServerEvents) {
  EXPECT_EQ(Read(0).count, 0U) << "there is none yet";
  Append(3);
  const auto part = Read(0);
  EXPECT_EQ(part.count, 3U);
  EXPECT_EQ(part.piece.text(), Sent(0, 3));
  EXPECT_EQ(Read(3).count, 0U);
  EXPECT_EQ(Read(2).piece.text(), Sent(2, 1));
}

TEST_F(LiveEventsTest, AreNoMoreThanIsAskedFor) {
  Append(10);
  EXPECT_EQ(Read(0).count, 10U);
  EXPECT_EQ(Read(4, 2).piece.text(), Sent(4, 2));
  const std::size_t two = Sent(0, 2).size();
  EXPECT_EQ(Read(0, 1'000, two).count, 2U) << "the second one reaches the bound";
  EXPECT_EQ(Read(0, 1'000, two - 1).count, 2U) << "the second one crosses the bound";
  EXPECT_EQ(Read(0, 1'000, two + 1).count, 3U);
  EXPECT_EQ(Read(9, 1'000, 1).count, 1U);
}

TEST_F(LiveEventsTest, WhatIsBeingSentStaysAsMoreComes) {
  Append(2);
  const auto part = Read(0);
  const std::string sent = Sent(0, 2);
  Append(5'000);
  for (Position from = 2; from < 5'002;) from += Read(from).count;
  EXPECT_EQ(part.piece.text(), sent);
}

TEST_F(LiveEventsTest, GiveAllToEachThatFollowsAndKeepTheNewest) {
  std::string followed;
  Position from = 0;
  while (events_ < 4'000) {
    Append(500);
    while (from < book_->size()) {
      const auto part = Read(from);
      ASSERT_GT(part.count, 0U);
      followed += part.piece.text();
      from += part.count;
    }
  }
  EXPECT_EQ(followed, Sent(0, 4'000));
  EXPECT_EQ(Read(0).count, 0U) << "not kept any more";
  EXPECT_EQ(Read(3'999).piece.text(), Sent(3'999, 1));
}

TEST_F(LiveEventsTest, GoOnWithWhoeverFollowsAfterNobodyDid) {
  Append(10);
  ASSERT_EQ(Read(2).count, 8U);
  Append(100);
  EXPECT_EQ(Read(50).piece.text(), Sent(50, 60));
  EXPECT_EQ(Read(20).count, 0U) << "whoever is behind reads the book";
}

}  // namespace
}  // namespace daybook::http
