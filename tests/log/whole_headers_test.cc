#include "log/whole_headers.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "support/books.h"
#include "support/temporary_directory.h"

namespace daybook {
namespace {

namespace fs = std::filesystem;

class WholeHeadersTest : public ::testing::Test {
 protected:
  WholeHeadersTest() {
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

  static bool HidesRecords(std::string_view manifest) {
    return daybook::HidesRecords(manifest, Zeros::kAreTheEnd);
  }

  std::string Flipped(std::size_t byte, int bit) const {
    std::string manifest = manifest_;
    manifest[byte] = static_cast<char>(manifest[byte] ^ 1 << bit);
    return manifest;
  }

  // A copy of the book whose MANIFEST is another.
  void CopyWith(const std::string& manifest) const {
    fs::remove_all(directory_ / "copy");
    fs::copy(directory_ / "book", directory_ / "copy", fs::copy_options::recursive);
    Write(manifest);
  }
  void Write(const std::string& manifest) const {
    std::ofstream(directory_ / "copy" / "journal" / name_, std::ios::binary | std::ios::trunc)
        << manifest;
  }

  testing::TemporaryDirectory directory_;
  fs::path name_;
  std::string manifest_;
  std::vector<std::size_t> records_;  // where they begin
};

TEST_F(WholeHeadersTest, ALengthThatLeadsBeyondTheEndHidesRecords) {
  ASSERT_GT(records_.size(), 5U);
  EXPECT_FALSE(HidesRecords(manifest_));
  for (const std::size_t record : records_) {
    EXPECT_TRUE(HidesRecords(Flipped(record + 5, 6))) << record;
  }
}

TEST_F(WholeHeadersTest, ATypeOfAnEarlierFileHidesRecords) {
  for (const std::size_t record : records_) {
    EXPECT_TRUE(HidesRecords(Flipped(record + 6, 2))) << record;
  }
}

TEST_F(WholeHeadersTest, ZerosHideRecordsThatFollowAndNoOthers) {
  const std::string zeros(40, '\0');
  EXPECT_FALSE(HidesRecords(manifest_ + zeros));
  EXPECT_TRUE(HidesRecords(manifest_ + zeros + manifest_.substr(0, 20)));
}

// Of several pages that were not synced, a power failure may leave the last one alone.
TEST_F(WholeHeadersTest, OfAWriteAheadLogZerosHideNone) {
  const std::string torn = manifest_ + std::string(4096, '\0') + manifest_;
  EXPECT_FALSE(daybook::HidesRecords(torn, Zeros::kMayBeAnywhere));
  EXPECT_TRUE(daybook::HidesRecords(Flipped(records_.back() + 5, 6), Zeros::kMayBeAnywhere));
}

TEST_F(WholeHeadersTest, RecordsInSeveralBlocksAreLookedAt) {
  constexpr std::size_t kBlock = 32UL * 1024;
  std::string first = std::string("\x01\x02\x03\x04\xf6\x7f\x02", 7) + std::string(0x7ff6, 'x');
  first += std::string(kBlock - first.size(), '\0');  // too little for a header
  EXPECT_FALSE(HidesRecords(first + manifest_));
  EXPECT_TRUE(HidesRecords(first + Flipped(records_.back() + 5, 6)));
  EXPECT_TRUE(HidesRecords(first + Flipped(records_.front() + 6, 2)));
}

TEST_F(WholeHeadersTest, AFileThatWasCutShortHidesNone) {
  for (std::size_t size = 0; size < manifest_.size(); ++size) {
    EXPECT_FALSE(HidesRecords(std::string_view(manifest_).substr(0, size))) << size;
  }
}

TEST_F(WholeHeadersTest, ABookWithAFlippedBitInAHeaderIsRefusedAndWholeOnceItIsPutRight) {
  for (const std::size_t record : records_) {
    for (const auto& [byte, bit] : {std::pair{4, 0}, {5, 6}, {6, 0}, {6, 2}, {6, 3}}) {
      CopyWith(Flipped(record + static_cast<std::size_t>(byte), bit));
      const auto refused = Book::Open(directory_ / "copy", testing::SmallBook());
      ASSERT_FALSE(refused) << record << ", bit " << bit << " of byte " << byte;
      EXPECT_EQ(refused.error().code, ErrorCode::kCorrupt) << refused.error().detail;
      Write(manifest_);
      const auto book = testing::OpenBook(directory_ / "copy");
      EXPECT_EQ(testing::AppendOne(*book, testing::MakeEvent("2")).position, 1U);
    }
  }
}

}  // namespace
}  // namespace daybook
