#include "projection/store_directory.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_directory.h"

namespace daybook::projection {
namespace {

namespace fs = std::filesystem;

class StoreDirectoryTest : public ::testing::Test {
 protected:
  StoreDirectory Open() const {
    auto stores = StoreDirectory::Open(path_);
    EXPECT_TRUE(stores.has_value()) << stores.error().detail;
    return *std::move(stores);
  }

  testing::TemporaryDirectory directory_;
  const fs::path path_ = directory_ / "programme";
};

TEST_F(StoreDirectoryTest, ANewOneIsInForceOnlyOnceItIsSwitchedTo) {
  StoreDirectory stores = Open();
  EXPECT_EQ(stores.in_force(), path_ / "0");
  const fs::path next = *stores.MakeRoom();
  EXPECT_EQ(next, path_ / "1");
  EXPECT_FALSE(fs::exists(next));
  EXPECT_EQ(*StoreDirectory::InForce(path_), path_ / "0");
  ASSERT_TRUE(stores.Switch().has_value());
  EXPECT_EQ(stores.in_force(), next);
  EXPECT_EQ(*StoreDirectory::InForce(path_), next);
  EXPECT_EQ(Open().in_force(), next);
}

TEST_F(StoreDirectoryTest, WhatIsNotInForceIsRemovedWhenItIsOpened) {
  StoreDirectory stores = Open();
  fs::create_directories(stores.in_force());
  fs::create_directories(*stores.MakeRoom() / "deep");
  std::ofstream(path_ / "CURRENT") << "of a store that was here";
  Open();
  EXPECT_TRUE(fs::exists(path_ / "0"));
  EXPECT_FALSE(fs::exists(path_ / "1"));
  EXPECT_FALSE(fs::exists(path_ / "CURRENT"));
}

TEST_F(StoreDirectoryTest, WithoutAWordOnWhichIsInForceNoneIs) {
  EXPECT_EQ(StoreDirectory::InForce(path_).error().code, ErrorCode::kNotFound);
  fs::create_directories(Open().in_force());
  for (const char* text : {"", "1", "one\n", "-1\n", "0\n0\n"}) {
    std::ofstream(path_ / "current") << text;
    EXPECT_FALSE(StoreDirectory::InForce(path_).has_value()) << text;
  }
  Open();
  EXPECT_FALSE(fs::exists(path_ / "0")) << "it may be half a store";
}

TEST_F(StoreDirectoryTest, RoomIsMadeWhereSomethingWasLeft) {
  StoreDirectory stores = Open();
  fs::create_directories(*stores.MakeRoom());
  EXPECT_FALSE(fs::exists(*stores.MakeRoom()));
}

}  // namespace
}  // namespace daybook::projection
