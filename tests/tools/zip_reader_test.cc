#include "tools/zip_reader.h"

#include <gtest/gtest.h>

#include <fstream>

#include "support/temporary_directory.h"
#include "tools/zip_writer.h"

namespace daybook::tools {
namespace {

class ZipReaderTest : public ::testing::Test {
 protected:
  void Write(const std::vector<std::string>& names, const std::string& text = "text") const {
    auto zip = ZipWriter::Create(path_);
    ASSERT_TRUE(zip.has_value());
    for (const std::string& name : names) ASSERT_TRUE(zip->Add(name, text).has_value());
    ASSERT_TRUE(zip->Close().has_value());
  }

  // Reads all of it: why it cannot be, or "".
  std::string ReadAll(ZipLimits limits = {}) const {
    auto zip = ZipReader::Open(path_, limits);
    if (!zip) return zip.error().detail;
    auto name = zip->Next();
    for (; name && *name; name = zip->Next()) {
      auto piece = zip->Read();
      while (piece && !piece->empty()) piece = zip->Read();
      if (!piece) return piece.error().detail;
    }
    return name ? "" : name.error().detail;
  }

  testing::TemporaryDirectory directory_;
  const std::string path_ = directory_ / "a.zip";
};

TEST_F(ZipReaderTest, GivesTheMembersInTheirOrder) {
  Write({"b", "a/c"});
  auto zip = ZipReader::Open(path_);
  ASSERT_TRUE(zip.has_value());
  EXPECT_EQ(*zip->Next(), "b");
  EXPECT_EQ(*zip->Read(), "text");
  EXPECT_EQ(*zip->Read(), "");
  EXPECT_EQ(*zip->Next(), "a/c");
  EXPECT_EQ(*zip->Next(), std::nullopt);
}

TEST_F(ZipReaderTest, ANameThatLeadsElsewhereIsRefused) {
  for (const char* name : {"../a", "a/../../b", "/etc/passwd", "a//b", "./a", "C:a", "a\nb"}) {
    EXPECT_FALSE(IsMemberName(name)) << name;
    Write({"first", name});
    EXPECT_NE(ReadAll().find("no pack has"), std::string::npos) << name << ReadAll();
  }
  EXPECT_FALSE(IsMemberName("a\\b"));  // which libarchive reads as a/b
  for (const char* name : {"a", "a/b", "a%3A1.csv", "..a/b.."}) EXPECT_TRUE(IsMemberName(name));
}

TEST_F(ZipReaderTest, AnArchiveThatUnfoldsToMoreThanIsAllowedIsNotReadOn) {
  Write({"bomb"}, std::string(4UL * 1024 * 1024, '\0'));
  EXPECT_LT(std::filesystem::file_size(path_), 16U * 1024);
  EXPECT_EQ(ReadAll(), "");
  EXPECT_NE(ReadAll({.bytes = 1024 * 1024}).find("bomb: here the archive unfolds"),
            std::string::npos);
  Write({"a", "b", "c"});
  EXPECT_NE(ReadAll({.members = 2}).find("c: there are more members"), std::string::npos);
  EXPECT_NE(ReadAll({.name_bytes = 0}).find("too long"), std::string::npos);
}

TEST_F(ZipReaderTest, WhatIsNoArchiveOrAPartOfOneIsRefused) {
  std::ofstream(path_) << "PK\x03\x04 and no more";
  EXPECT_NE(ReadAll(), "");
  Write({"a", "b"}, std::string(100'000, 'x'));
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  EXPECT_NE(ReadAll(), "");
  std::filesystem::remove(path_);
  EXPECT_NE(ReadAll(), "");
}

TEST_F(ZipReaderTest, ADirectoryIsNoMember) {
  Write({"a/"});
  EXPECT_NE(ReadAll(), "");
}

}  // namespace
}  // namespace daybook::tools
