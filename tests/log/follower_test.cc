#include "log/follower.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <thread>

#include "log/derived_store.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

using testing::TemporaryDirectory;
constexpr std::chrono::seconds kSoon(30);

std::unique_ptr<DerivedStore> OpenStore(const TemporaryDirectory& directory,
                                        std::uint32_t version = 1) {
  auto store = DerivedStore::Open(directory / "store", version, UINT64_MAX);
  EXPECT_TRUE(store.has_value());
  return *std::move(store);
}

// A log of `size` entries, each its own position.
Follower::Read Counting(Position size) {
  return [size](Position from, std::size_t count_max, std::size_t) {
    std::vector<std::string> entries;
    for (; from < size && entries.size() < count_max; ++from) {
      entries.push_back(std::to_string(from));
    }
    return Result<std::vector<std::string>>(entries);
  };
}

// Keeps every entry under itself.
Result<void> Keep(Position, std::span<const std::string> entries, DerivedStore::Batch& batch) {
  for (const std::string& entry : entries) batch.Put("e" + entry, entry);
  return {};
}

TEST(Follower, SeesEveryEntryOnceAcrossRestarts) {
  const TemporaryDirectory directory;
  const auto store = OpenStore(directory);
  std::vector<Position> begins;
  const auto fold = [&](Position from, std::span<const std::string> entries,
                        DerivedStore::Batch& batch) {
    begins.push_back(from);
    return Keep(from, entries, batch);
  };
  Watermark head(1'500);
  {
    Follower follower("test", head, Counting(5'000), *store, fold);
    ASSERT_TRUE(follower.position().WaitFor(1'500, kSoon));
  }
  head.Advance(2'000);
  {
    Follower follower("test", head, Counting(5'000), *store, fold);
    ASSERT_TRUE(follower.position().WaitFor(2'000, kSoon));
  }
  EXPECT_EQ(std::ranges::count(begins, Position{0}), 1);
  EXPECT_TRUE(std::ranges::is_sorted(begins));
  EXPECT_EQ(*store->Get("e1999"), "1999");
}

TEST(Follower, WhatItStoredSurvivesWithItsPosition) {
  const TemporaryDirectory directory;
  {
    const auto store = OpenStore(directory);
    Watermark head(7);
    Follower follower("test", head, Counting(7), *store, Keep);
    ASSERT_TRUE(follower.position().WaitFor(7, kSoon));
  }
  EXPECT_EQ(*OpenStore(directory)->position(), 7U);
  EXPECT_EQ(*OpenStore(directory)->Get("e6"), "6");
  EXPECT_EQ(*OpenStore(directory, 2)->position(), 0U) << "another version starts over";
}

TEST(Follower, AFailedFoldStopsItAndSaysWhy) {
  const TemporaryDirectory directory;
  const auto store = OpenStore(directory);
  Watermark head(3);
  Follower follower("test", head, Counting(3), *store,
                    [](Position, std::span<const std::string>, DerivedStore::Batch&) {
                      return Result<void>(Fail(ErrorCode::kCorrupt, "no such thing"));
                    });
  for (int i = 0; i < 3'000 && !follower.failure(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ASSERT_TRUE(follower.failure());
  EXPECT_EQ(follower.failure()->detail, "no such thing");
  EXPECT_EQ(*store->position(), 0U) << "nothing of a failed fold is stored";
}

TEST(DerivedStore, AheadOfItsBookItIsEmptied) {
  const TemporaryDirectory directory;
  DerivedStore::Batch batch;
  batch.Put("key", "value");
  ASSERT_TRUE(OpenStore(directory)->Write(std::move(batch), 10));
  {
    const auto store = DerivedStore::Open(directory / "store", 1, 10);
    EXPECT_EQ(*(*store)->Get("key"), "value");
  }
  const auto store = DerivedStore::Open(directory / "store", 1, 9);
  EXPECT_EQ(*(*store)->position(), 0U);
  EXPECT_EQ(*(*store)->Get("key"), std::nullopt);
}

TEST(Follower, AStoreAheadOfTheBookIsNotBelieved) {
  const TemporaryDirectory directory;
  const auto store = OpenStore(directory);
  ASSERT_TRUE(store->Write({}, 10));
  Watermark head(9);
  Follower follower("test", head, Counting(9), *store, Keep);
  for (int i = 0; i < 3'000 && !follower.failure(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  ASSERT_TRUE(follower.failure());
  EXPECT_EQ(follower.failure()->code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace daybook
