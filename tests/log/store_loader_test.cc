#include "log/store_loader.h"

#include <gtest/gtest.h>

#include "support/temporary_directory.h"

namespace daybook {
namespace {

std::string KeyOf(int number) {
  const std::string digits = std::to_string(number);
  return "k" + std::string(6 - digits.size(), '0') + digits;
}

TEST(StoreLoader, WhatIsPutIsReadBackAndOutlivesTheProcess) {
  const testing::TemporaryDirectory directory;
  {
    auto loader = StoreLoader::Open(directory / "store", 3);
    ASSERT_TRUE(loader.has_value()) << loader.error().detail;
    for (int i = 0; i < 1'000; ++i) ASSERT_TRUE((*loader)->Put(KeyOf(i), "value").has_value());
    const auto store = (*loader)->Finish(77);
    ASSERT_TRUE(store.has_value()) << store.error().detail;
    EXPECT_EQ(*(*store)->position(), 77U);
    EXPECT_EQ(*(*store)->Get(KeyOf(999)), "value");
  }
  const auto store = DerivedStore::Open(directory / "store", 3, 77);
  EXPECT_EQ(*(*store)->position(), 77U);
  int found = 0;
  auto cursor = (*store)->NewCursor();
  for (cursor.Seek("k"); cursor.Valid(); cursor.Next()) EXPECT_EQ(cursor.key(), KeyOf(found++));
  EXPECT_EQ(found, 1'000);
}

TEST(StoreLoader, ManyTablesAreOneStore) {
  const testing::TemporaryDirectory directory;
  auto loader = StoreLoader::Open(directory / "store", 1);
  std::string value(1024UL * 1024, '\0');  // as compression leaves it, it is too small to tell
  std::uint64_t state = 1;
  for (char& byte : value)
    byte = static_cast<char>((state = state * 6364136223846793005U + 1) >> 56U);
  for (int i = 0; i < 140; ++i) ASSERT_TRUE((*loader)->Put(KeyOf(i), value).has_value());
  const auto store = (*loader)->Finish(1);
  ASSERT_TRUE(store.has_value()) << store.error().detail;
  for (const int i : {0, 63, 64, 65, 139}) EXPECT_EQ(*(*store)->Get(KeyOf(i)), value);
}

TEST(StoreLoader, ThereMayBeNothingToPut) {
  const testing::TemporaryDirectory directory;
  const auto store = (*StoreLoader::Open(directory / "store", 1))->Finish(5);
  ASSERT_TRUE(store.has_value()) << store.error().detail;
  EXPECT_EQ(*(*store)->position(), 5U);
}

TEST(StoreLoader, KeysOutOfOrderAreRefused) {
  const testing::TemporaryDirectory directory;
  auto loader = StoreLoader::Open(directory / "store", 1);
  ASSERT_TRUE((*loader)->Put("b", "").has_value());
  EXPECT_FALSE((*loader)->Put("a", "").has_value());
}

}  // namespace
}  // namespace daybook
