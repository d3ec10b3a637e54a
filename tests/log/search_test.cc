#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "daybook/log.h"
#include "event/entry.h"
#include "event/instant.h"
#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using testing::OpenBook;
using testing::SmallBook;
using testing::TemporaryDirectory;
using testing::WaitUntilIndexed;

struct Sample {
  std::string type, subject, actor;
  int day = 1;  // of January 2025, in which it occurred
};

// A book of events recorded one second apart from midnight of 1 January 2026.
class SearchTest : public ::testing::Test {
 protected:
  SearchTest() {
    BookOptions options = SmallBook();
    options.clock = [this] { return now_ += std::chrono::seconds(1); };
    book_ = OpenBook(directory_.path(), options);
  }

  void Add(const Sample& sample) {
    const auto draft = MakeDraft({.id = std::to_string(samples_.size()),
                                  .source = "/test",
                                  .type = sample.type,
                                  .subject = sample.subject,
                                  .time = fmt::format("2025-01-{:02}T00:00:00Z", sample.day),
                                  .extensions = {{"onbehalfof", sample.actor}},
                                  .data = fmt::format("\"Note {}\"", sample.day)});
    testing::AppendOne(*book_, *draft);
    samples_.push_back(sample);
  }

  // Every position a search gives, page by page of `size`.
  std::vector<Position> All(const Query& query, std::size_t size = 2) {
    WaitUntilIndexed(*book_);
    std::vector<Position> positions;
    std::optional<SearchMark> mark;
    do {
      const auto page = book_->Search(query, mark, {.entries = size});
      EXPECT_TRUE(page.has_value());
      if (!page) break;
      EXPECT_LE(page->found.size(), size);
      for (const Found& found : page->found) positions.push_back(found.position);
      mark = page->next;
    } while (mark);
    return positions;
  }

  Instant now_ = *ParseInstant("2026-01-01T00:00:00Z");
  TemporaryDirectory directory_;
  std::unique_ptr<Book> book_;
  std::vector<Sample> samples_;
};

using Positions = std::vector<Position>;

TEST_F(SearchTest, FiltersCombine) {
  Add({"finding.raised", "finding/a", "ofsted", 3});
  Add({"finding.raised", "finding/b", "council", 1});
  Add({"action.agreed", "action/a", "ofsted", 2});
  Add({"finding.raised", "finding/a", "council", 4});
  EXPECT_EQ(All({}), (Positions{0, 1, 2, 3}));
  EXPECT_EQ(All({.type = "finding.raised"}), (Positions{0, 1, 3}));
  EXPECT_EQ(All({.kind = "action"}), (Positions{2}));
  EXPECT_EQ(All({.subject = "finding/a"}), (Positions{0, 3}));
  EXPECT_EQ(All({.kind = "finding", .actor = "council"}), (Positions{1, 3}));
  EXPECT_EQ(All({.type = "finding.raised", .subject = "finding/a", .actor = "ofsted"}),
            (Positions{0}));
  EXPECT_EQ(All({.type = "finding.rais"}), Positions{});
  EXPECT_EQ(All({.text = "NOTE 4"}), (Positions{3}));
}

TEST_F(SearchTest, BothOrdersGoBothWays) {
  for (const int day : {3, 1, 2, 1}) Add({"t", "k/1", "x", day});
  EXPECT_EQ(All({.descending = true}), (Positions{3, 2, 1, 0}));
  EXPECT_EQ(All({.order = Query::Order::kOccurred}), (Positions{1, 3, 2, 0}));
  EXPECT_EQ(All({.order = Query::Order::kOccurred, .descending = true}), (Positions{0, 2, 3, 1}));
}

TEST_F(SearchTest, RangesIncludeTheirBeginningAndNotTheirEnd) {
  for (const int day : {1, 2, 3, 4}) Add({"t", "k/1", "x", day});
  const auto from = ParseInstant("2025-01-02T00:00:00Z");
  const auto to = ParseInstant("2025-01-04T00:00:00Z");
  EXPECT_EQ(All({.from = *from, .to = *to}), (Positions{1, 2}));
  EXPECT_EQ(All({.from = *from, .to = *to, .order = Query::Order::kOccurred, .descending = true}),
            (Positions{2, 1}));
  const auto second = ParseInstant("2026-01-01T00:00:02Z");
  const auto fourth = ParseInstant("2026-01-01T00:00:04Z");
  EXPECT_EQ(All({.recorded_from = *second, .recorded_to = *fourth}), (Positions{1, 2}));
  EXPECT_EQ(All({.recorded_from = *second, .descending = true}), (Positions{3, 2, 1}));
}

TEST_F(SearchTest, APageLooksAtABoundedNumberOfEntries) {
  for (int i = 0; i < 10; ++i) Add({"t", "k/1", "x", 1});
  WaitUntilIndexed(*book_);
  const auto page = book_->Search({.text = "nowhere"}, {}, {.examined = 4});
  ASSERT_TRUE(page);
  EXPECT_TRUE(page->found.empty());
  ASSERT_TRUE(page->next);
  EXPECT_EQ(page->next->position, 3U);
}

TEST_F(SearchTest, ANulInAFilterFindsNothingAndEnds) {
  Add({"noise", "k/1", "x", 1});
  Add({"finding.raised", "finding/1", "x", 1});
  Add({"noise", "k/1", "x", 1});
  Add({"action.agreed", "action/1", "x", 1});
  const std::string type("finding.raised\0", 15);
  EXPECT_EQ(All({.type = type, .kind = "action"}), Positions{});
  EXPECT_EQ(All({.type = type, .kind = "action", .descending = true}), Positions{});
}

TEST_F(SearchTest, WhatIsPassedOverCountsAsLookedAt) {
  for (int i = 0; i < 20; ++i) Add({i % 2 == 0 ? "even" : "odd", "k/1", i % 2 == 0 ? "p" : "q", 1});
  WaitUntilIndexed(*book_);
  for (const bool descending : {false, true}) {
    const Query never{.type = "even", .actor = "q", .descending = descending};
    std::optional<SearchMark> mark;
    int pages = 0;
    do {
      const auto page = book_->Search(never, mark, {.examined = 4});
      ASSERT_TRUE(page);
      EXPECT_TRUE(page->found.empty());
      mark = page->next;
      ASSERT_LT(++pages, 20);
    } while (mark);
    EXPECT_GT(pages, 2);
  }
  const Query late{.recorded_from = now_ + std::chrono::hours(1), .order = Query::Order::kOccurred};
  EXPECT_FALSE(book_->Search(late, {}, {.examined = 4})->next);
  const Query first{.recorded_to = *ParseInstant("2026-01-01T00:00:02Z"),
                    .order = Query::Order::kOccurred,
                    .descending = true};
  EXPECT_TRUE(book_->Search(first, {}, {.examined = 4})->found.empty());
  EXPECT_EQ(All(first), Positions{0});
}

TEST_F(SearchTest, TheIndexGoesOnWhereItWasAfterReopening) {
  Add({"t", "k/1", "x", 1});
  WaitUntilIndexed(*book_);
  book_.reset();
  book_ = OpenBook(directory_.path());
  EXPECT_EQ(All({.type = "t"}), Positions{0});
  std::filesystem::remove_all(directory_ / "derived");
  book_.reset();
  book_ = OpenBook(directory_.path());
  EXPECT_EQ(All({.type = "t"}), Positions{0}) << "an index that was removed is made anew";
}

// Against the plain meaning of a query: go through everything.
TEST_F(SearchTest, GivesWhatGoingThroughEverythingGives) {
  std::mt19937 random(20260101);
  const auto pick = [&](std::vector<std::string> of) { return of[random() % of.size()]; };
  for (int i = 0; i < 120; ++i) {
    Add({pick({"a.x", "a.y", "b.x"}), pick({"a/1", "a/2", "b/1"}), pick({"p", "q"}),
         static_cast<int>(random() % 28) + 1});
  }
  for (int round = 0; round < 100; ++round) {
    Query query;
    if (random() % 2) query.type = pick({"a.x", "b.x", "none"});
    if (random() % 2) query.kind = pick({"a", "b"});
    if (random() % 3 == 0) query.subject = pick({"a/1", "b/1"});
    if (random() % 2) query.actor = pick({"p", "q"});
    const int first = static_cast<int>(random() % 28) + 1;
    if (random() % 2) query.from = *ParseInstant(fmt::format("2025-01-{:02}T00:00:00Z", first));
    if (random() % 2) query.order = Query::Order::kOccurred;
    query.descending = random() % 2;

    Positions expected;
    for (Position i = 0; i < samples_.size(); ++i) {
      const Sample& sample = samples_[i];
      if (query.type && sample.type != *query.type) continue;
      if (query.kind && !sample.subject.starts_with(*query.kind + "/")) continue;
      if (query.subject && sample.subject != *query.subject) continue;
      if (query.actor && sample.actor != *query.actor) continue;
      if (query.from && sample.day < first) continue;
      expected.push_back(i);
    }
    if (query.order == Query::Order::kOccurred) {
      std::ranges::sort(expected, {}, [&](Position i) { return std::pair(samples_[i].day, i); });
    }
    if (query.descending) std::ranges::reverse(expected);
    EXPECT_EQ(All(query, 1 + random() % 10), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace daybook
