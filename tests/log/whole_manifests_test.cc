#include "log/whole_manifests.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;

class WholeManifestsTest : public ::testing::Test {
 protected:
  WholeManifestsTest() {
    const auto book = testing::OpenBook(directory_ / "book");
    testing::AppendOne(*book, testing::MakeEvent("1"));
    for (const auto& file : fs::directory_iterator(directory_ / "book" / "journal")) {
      if (file.path().filename().string().starts_with("MANIFEST-")) name_ = file.path().filename();
    }
    std::ifstream file(directory_ / "book" / "journal" / name_, std::ios::binary);
    manifest_.assign(std::istreambuf_iterator<char>(file), {});
    for (std::size_t at = 0; at + 7 <= manifest_.size();) {
      records_.push_back(at);
      at += 7 + static_cast<std::uint8_t>(manifest_[at + 4]) +
            256 * static_cast<std::uint8_t>(manifest_[at + 5]);
    }
  }

  // With the highest bit of a record's length flipped: it leads beyond the end.
  std::string Flipped(std::size_t record) const {
    std::string manifest = manifest_;
    manifest[record + 5] = static_cast<char>(manifest[record + 5] ^ 0x40);
    return manifest;
  }

  testing::TemporaryDirectory directory_;
  fs::path name_;
  std::string manifest_;
  std::vector<std::size_t> records_;  // where they begin
};

TEST_F(WholeManifestsTest, ALengthThatLeadsBeyondTheEndHidesRecords) {
  ASSERT_GT(records_.size(), 5U);
  EXPECT_FALSE(HidesRecords(manifest_));
  for (const std::size_t record : records_) EXPECT_TRUE(HidesRecords(Flipped(record))) << record;
}

TEST_F(WholeManifestsTest, AFileThatWasCutShortHidesNone) {
  for (std::size_t size = 0; size < manifest_.size(); ++size) {
    EXPECT_FALSE(HidesRecords(std::string_view(manifest_).substr(0, size))) << size;
  }
}

TEST_F(WholeManifestsTest, ABookWithAFlippedBitThereIsRefusedAndWholeOnceItIsPutRight) {
  for (const std::size_t record : records_) {
    const fs::path copy = directory_ / "copy";
    fs::remove_all(copy);
    fs::copy(directory_ / "book", copy, fs::copy_options::recursive);
    const auto write = [&](const std::string& manifest) {
      std::ofstream(copy / "journal" / name_, std::ios::binary | std::ios::trunc) << manifest;
    };
    write(Flipped(record));
    const auto refused = Book::Open(copy, testing::SmallBook());
    ASSERT_FALSE(refused) << record;
    EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt) << refused.error().detail;
    write(manifest_);
    EXPECT_EQ(testing::AppendOne(*testing::OpenBook(copy), testing::MakeEvent("2")).position, 1U);
  }
}

}  // namespace
}  // namespace daybook
