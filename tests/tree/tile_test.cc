#include "tree/tile.h"

#include <gtest/gtest.h>

namespace daybook::tree {
namespace {

TEST(Tile, PathsGoBothWays) {
  EXPECT_EQ((Tile{.level = 0, .index = 1'234'067}).Path(), "0/x001/x234/067");
  EXPECT_EQ((Tile{.entries = true, .index = 5, .width = 112}).Path(), "entries/005.p/112");
  for (const char* path : {"0/000", "1/000.p/1", "0/x273/112", "entries/x001/x234/067.p/255",
                           "7/000", "0/999", "0/x001/000"}) {
    const auto tile = Tile::Parse(path);
    ASSERT_TRUE(tile) << path;
    EXPECT_EQ(tile->Path(), path);
  }
}

TEST(Tile, OfAllWaysToWriteAPathOneIsRight) {
  for (const char* path : {"",
                           "0",
                           "0/",
                           "0/0",
                           "0/00",
                           "0/0000",
                           "00/000",
                           "8/000",
                           "-1/000",
                           "a/000",
                           "0/x000/000",
                           "0/000.p/0",
                           "0/000.p/256",
                           "0/000.p/01",
                           "0/000.p/",
                           "0/000.p",
                           "0/000/",
                           "0/x001",
                           "0/001/000",
                           "entry/000",
                           "0/x999/x999/x999/x999/x999/x999/999",
                           "0/000.p/1/000"}) {
    EXPECT_FALSE(Tile::Parse(path)) << path;
  }
}

TEST(Tile, IsThereOnceTheTreeHasIt) {
  const auto is_in = [](const char* path, std::uint64_t size) {
    return Tile::Parse(path)->IsIn(size);
  };
  EXPECT_TRUE(is_in("0/000", 256));
  EXPECT_TRUE(is_in("1/000.p/1", 256));
  EXPECT_FALSE(is_in("0/001.p/1", 256));
  EXPECT_FALSE(is_in("0/000", 255));
  EXPECT_TRUE(is_in("0/000.p/17", 255)) << "partial tiles of every size there was";
  EXPECT_TRUE(is_in("0/273.p/112", 70'000));
  EXPECT_FALSE(is_in("0/273.p/113", 70'000));
  EXPECT_TRUE(is_in("1/001.p/17", 70'000));
  EXPECT_FALSE(is_in("1/001.p/18", 70'000));
  EXPECT_TRUE(is_in("2/000.p/1", 70'000));
  EXPECT_FALSE(is_in("3/000.p/1", 70'000));
  EXPECT_TRUE(is_in("entries/273.p/112", 70'000));
  EXPECT_FALSE(is_in("0/x018/x446/x744/x073/x709/x551/615", 70'000));
}

TEST(Bundle, GivesBackWhatWasPutIn) {
  std::string bundle;
  const std::string large(65'535, 'x');
  for (const std::string& entry : {std::string("one"), std::string(), large}) {
    AppendToBundle(bundle, entry);
  }
  const auto entries = ParseBundle(bundle);
  ASSERT_TRUE(entries);
  EXPECT_EQ(*entries, (std::vector<std::string_view>{"one", "", large}));
  EXPECT_FALSE(ParseBundle(std::string_view(bundle).substr(0, 4)));
  EXPECT_FALSE(ParseBundle("x"));
}

}  // namespace
}  // namespace daybook::tree
